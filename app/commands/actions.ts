'use server'

import { redirect } from 'next/navigation'
import type { CommandAnswer, ConfirmAnswer } from '@/components/command/command-answer'
import { type CommandForm, commandHref, FIELD } from '@/components/command/command-form'
import { parseCommandForm, parseCommandKind } from '@/components/command/parse-command-form'
import { findActor } from '@/lib/auth/find-actor'
import { requireSameOrigin } from '@/lib/auth/require-same-origin'
import { requireViewer } from '@/lib/auth/viewer'
import { runCommands } from '@/lib/promote/entry-point'
import { formValues } from '../form-values'
import { answerCommand } from './answer-command'
import { formRequest } from './form-request'
import { REFUSED } from './parse-refused'

/** What would happen. Writes nothing. */
export async function previewCommand(data: FormData): Promise<CommandAnswer> {
  await requireSameOrigin()
  const viewer = await requireViewer()
  const values = formValues(data)
  return answerCommand(parseForm(data), {
    viewer,
    actor: await findActor(),
    requestId: values(FIELD.requestId)[0] ?? null,
  })
}

/** Runs the command of the preview, if its tags are still current. */
export async function confirmCommand(data: FormData): Promise<ConfirmAnswer> {
  await requireSameOrigin()
  const values = formValues(data)
  const formed = formRequest(parseForm(data), {
    requestId: values(FIELD.requestId)[0] ?? '',
    expected: values(FIELD.expected)[0] ?? '',
  })
  if (formed.kind === 'refused') return formed
  const outcome = await runCommands(await findActor(), formed.request)
  return outcome.command === null ? outcome : { kind: 'command', command: outcome.command }
}

/** Confirms and redirects to the page of the command. If the journal has no entry, redirects back to the form with the
 *  code of the refusal. */
export async function confirmAndShow(data: FormData): Promise<void> {
  const answer = await confirmCommand(data)
  if (answer.kind === 'command') redirect(`/commands/${answer.command.id}`)
  const question = commandHref(parseForm(data))
  const refused = `${REFUSED}=${answer.refusal.code}`
  redirect(`${question}${question.includes('?') ? '&' : '?'}${refused}`)
}

function parseForm(data: FormData): CommandForm {
  const values = formValues(data)
  const kind = parseCommandKind(values(FIELD.kind)[0] ?? '') ?? 'assign'
  return parseCommandForm(kind, values)
}

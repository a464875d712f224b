import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/auth/actor'
import { canRead } from '@/lib/auth/permissions'
import {
  type CommandOutcome,
  type CommandRequest,
  previewCommands,
  runCommands,
} from '@/lib/promote/entry-point'
import { type CommandText, parseCommand } from '@/lib/promote/request/parse-command'
import type { CommandView } from '@/lib/views/command'
import { answerRefusal, refuseScope } from './authorize'
import type { ApiAnswer } from './refuse'

type Given = { readonly [Key in keyof CommandText]?: string | null | undefined }

type RequestBody = {
  readonly repo: string
  readonly commands: readonly Given[]
  readonly dryRun: boolean
  readonly reason?: string | null | undefined
  readonly requestId?: string | undefined
  readonly expected?: string | null | undefined
}

/** Runs the commands of a body, or previews them on a dry run, and returns the outcome. A dry run requires the right to
 *  read. */
export async function runRequest(actor: Actor | null, body: RequestBody): Promise<ApiAnswer> {
  if (body.dryRun && !canRead(actor)) return refuseScope()
  const commands: CommandRequest['commands'][number][] = []
  for (const given of body.commands) {
    const parsed = parseCommand(complete(given))
    if (parsed.kind === 'refused') return answerRefusal(parsed.refusal)
    commands.push(parsed.command)
  }
  const request = {
    repo: body.repo,
    commands,
    reason: body.reason?.trim() || null,
    requestId: body.requestId ?? randomUUID(),
    expected: body.expected ?? null,
  }
  if (!body.dryRun) return answerOutcome(await runCommands(actor, request))
  const answer = await previewCommands(actor, request)
  return answer.kind === 'refused'
    ? answerRefusal(answer.refusal)
    : { status: 200, body: answer.preview }
}

/** 201 after the remote's confirmation; 202 while an approval or the confirmation is missing. */
export function answerOutcome(outcome: CommandOutcome): ApiAnswer {
  if (outcome.kind === 'refused') return answerRefusal(outcome.refusal)
  const { command } = outcome
  return { status: STATUS[command.state] ?? 202, body: command }
}

/** 200 for a request that ended without a tag: an approver declined it, or it expired. */
const STATUS: Partial<Record<CommandView['state'], number>> = {
  confirmed: 201,
  indexed: 201,
  declined: 200,
  expired: 200,
}

function complete(given: Given): CommandText {
  const { kind, artifact, version, stage, commit, bump } = given
  return {
    kind: kind ?? '',
    artifact: artifact ?? '',
    version: version ?? null,
    stage: stage ?? null,
    commit: commit ?? null,
    bump: bump ?? null,
  }
}

'use server'

import { revalidatePath } from 'next/cache'
import { requireActor } from '@/lib/auth/require-actor'
import { decideRequest, withdrawRequest } from '@/lib/promote/entry-point'
import type { Refusal } from '@/lib/views/refusal'
import { formValues } from '../form-values'

/** Approves, declines or withdraws the request in the form. Returns the refusal if that is not possible. */
export async function decide(_before: Refusal | null, form: FormData): Promise<Refusal | null> {
  const actor = await requireActor()
  const values = formValues(form)
  const text = (name: string) => values(name)[0]?.trim() ?? ''
  const id = text('id')
  const decision = text('decision')
  const reason = text('reason') || null
  const expected = text('expected') || null
  if (decision !== 'approve' && decision !== 'decline' && decision !== 'withdraw') {
    return { code: 'bad-request', details: { field: 'decision' } }
  }
  const outcome =
    decision === 'withdraw'
      ? await withdrawRequest(actor, id)
      : await decideRequest(actor, { id, decision, reason, expected })
  revalidatePath('/', 'layout')
  // The page of the command shows its own outcome.
  const isOver = outcome.command !== null && outcome.command.state !== 'waiting'
  return outcome.kind === 'refused' && !isOver ? outcome.refusal : null
}

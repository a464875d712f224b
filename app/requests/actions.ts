'use server'

import { revalidatePath } from 'next/cache'
import { requireActor } from '@/lib/auth/require-actor'
import { decideRequest, withdrawRequest } from '@/lib/promote/door'
import type { Refusal } from '@/lib/promote/views'

/** Approves, declines or withdraws the request that the form names; answers with why that was not possible. */
export async function decide(_before: Refusal | null, form: FormData): Promise<Refusal | null> {
  const actor = await requireActor()
  const id = text(form, 'id')
  const decision = text(form, 'decision')
  const reason = text(form, 'reason') || null
  const expected = text(form, 'expected') || null
  const outcome =
    decision === 'approve' || decision === 'decline'
      ? await decideRequest(actor, { id, decision, reason, expected })
      : await withdrawRequest(actor, id)
  revalidatePath('/', 'layout')
  // How the command itself ended stands on its page.
  const isOver = outcome.command !== null && outcome.command.state !== 'waiting'
  return outcome.kind === 'refused' && !isOver ? outcome.refusal : null
}

function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

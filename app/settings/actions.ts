'use server'

import { revalidatePath } from 'next/cache'
import type { TokenAnswer } from '@/components/settings/token-form'
import { createApiToken, MAX_TOKEN_DAYS, MAX_TOKENS, revokeApiToken } from '@/lib/auth/api-tokens'
import { decidePermission } from '@/lib/auth/permissions'
import { requireActor } from '@/lib/auth/require-actor'
import { SCOPES } from '@/lib/config/scopes'
import { getDatabase } from '@/lib/database/get-database'
import { formValues } from '../form-values'
import { isPlainLine } from '../is-plain-line'

/** Creates a token of the signed-in person. Only this answer contains its secret. */
export async function createToken(
  _before: TokenAnswer | null,
  form: FormData,
): Promise<TokenAnswer> {
  const actor = await requireActor()
  const refusal = decidePermission(actor, 'own-tokens')
  if (refusal !== 'yes') return refuse(refusal)
  const values = formValues(form)
  const name = values('name')[0]?.trim() ?? ''
  const wanted = values('scopes')
  const scopes = SCOPES.filter((scope) => wanted.includes(scope))
  const days = Number(values('days')[0])
  if (!isPlainLine(name, 100)) return refuse('bad-request', { field: 'name' })
  if (scopes.length === 0) return refuse('bad-request', { field: 'scopes' })
  if (!Number.isInteger(days) || days < 1 || days > MAX_TOKEN_DAYS)
    return refuse('bad-request', { field: 'days' })
  const [repos, stages] = [limit(values('repos')), limit(values('stages'))]
  if (repos === null) return refuse('bad-request', { field: 'repos' })
  if (stages === null) return refuse('bad-request', { field: 'stages' })
  const token = { name, scopes, days, repos, stages }
  const created = await createApiToken(getDatabase(), actor.id, { asked: token, now: new Date() })
  if (created === 'too-many') {
    const message = `You have ${MAX_TOKENS} tokens, which is the maximum. Revoke one that you do not need.`
    return refuse('bad-request', { message })
  }
  revalidatePath('/settings')
  return { kind: 'created', name, secret: created.secret }
}

/** Revokes the token in the form: the person's own, or any token if the person is an admin. */
export async function revokeToken(form: FormData): Promise<void> {
  const actor = await requireActor()
  const ownerId = decidePermission(actor, 'all-tokens') === 'yes' ? 'all' : actor.id
  await revokeApiToken(getDatabase(), { id: formValues(form)('id')[0] ?? '', ownerId })
  revalidatePath('/settings')
}

/** The limit of a token; null if the values are invalid. */
function limit(values: readonly string[]): 'all' | readonly string[] | null {
  if (values.length === 0) return 'all'
  return values.length <= 200 && values.every((value) => isPlainLine(value, 200)) ? values : null
}

type Code = Extract<TokenAnswer, { kind: 'refused' }>['refusal']['code']

function refuse(code: Code, details: Readonly<Record<string, string>> = {}): TokenAnswer {
  return { kind: 'refused', refusal: { code, details } }
}

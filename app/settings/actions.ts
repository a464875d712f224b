'use server'

import { revalidatePath } from 'next/cache'
import type { TokenAnswer } from '@/components/settings/token-form'
import { createApiToken, LONGEST_TOKEN_DAYS, revokeApiToken } from '@/lib/auth/api-tokens'
import { decidePermission } from '@/lib/auth/permissions'
import { requireActor } from '@/lib/auth/require-actor'
import type { Scope } from '@/lib/config/config'
import { getDatabase } from '@/lib/index/database'

const SCOPES: readonly Scope[] = ['read', 'register', 'promote', 'deploy', 'admin']

/** Makes a token of whoever is signed in; its secret is in this answer alone. */
export async function makeToken(_before: TokenAnswer | null, form: FormData): Promise<TokenAnswer> {
  const actor = await requireActor()
  const refusal = decidePermission(actor, 'own-tokens')
  if (refusal !== 'yes') return refuse(refusal)
  const name = texts(form, 'name')[0]?.trim() ?? ''
  const scopes = SCOPES.filter((scope) => texts(form, 'scopes').includes(scope))
  const days = Number(texts(form, 'days')[0])
  if (name === '' || name.length > 100) return refuse('bad-request', 'name')
  if (scopes.length === 0) return refuse('bad-request', 'scopes')
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_TOKEN_DAYS)
    return refuse('bad-request', 'days')
  const asked = { name, scopes, days, repos: limit(form, 'repos'), stages: limit(form, 'stages') }
  const made = await createApiToken(await getDatabase(), actor.id, { asked, now: new Date() })
  revalidatePath('/settings')
  return { kind: 'made', name, secret: made.secret }
}

/** Ends the token that the form names: one's own, or anybody's for an admin. */
export async function revokeToken(form: FormData): Promise<void> {
  const actor = await requireActor()
  const ownerId = decidePermission(actor, 'all-tokens') === 'yes' ? 'all' : actor.id
  await revokeApiToken(await getDatabase(), { id: texts(form, 'id')[0] ?? '', ownerId })
  revalidatePath('/settings')
}

function limit(form: FormData, name: string): 'all' | readonly string[] {
  const values = texts(form, name)
  return values.length === 0 ? 'all' : values.slice(0, 200)
}

function texts(form: FormData, name: string): readonly string[] {
  return form.getAll(name).flatMap((value) => (typeof value === 'string' ? [value] : []))
}

type Code = Extract<TokenAnswer, { kind: 'refused' }>['refusal']['code']

function refuse(code: Code, field?: string): TokenAnswer {
  return { kind: 'refused', refusal: { code, details: field ? { field } : {} } }
}

import { randomUUID } from 'node:crypto'
import type { Scope } from '@/lib/config/config'
import { SCOPES } from '@/lib/config/scopes'
import type { Database } from '@/lib/database/database'
import { queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import type { Person } from './decide-role'
import { createSecret, hashSecret } from './secret'

/** The prefix of every token, by which secret scanners recognize it. */
const TOKEN_PREFIX = 'sgn_'
export const MAX_TOKEN_DAYS = 366
/** The number of tokens that one person may have at a time. It bounds the list that admins see. */
export const MAX_TOKENS = 100
/** The last use is stored at most this often, and not for every request. */
const USED_SECONDS = 60

const DAY = 86_400_000

/** What a token is limited to, besides its owner's role. */
type TokenLimits = {
  readonly scopes: readonly Scope[]
  readonly repos: 'all' | readonly string[]
  readonly stages: 'all' | readonly string[]
}

/** A token without its secret. Times are ISO 8601. */
export type TokenView = TokenLimits & {
  readonly id: string
  readonly name: string
  /** The owner, by id and by name. */
  readonly ownerId: string
  readonly owner: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly usedAt: string | null
}

export type NewToken = TokenLimits & { readonly name: string; readonly days: number }

/**
 * Creates a token for a person who has signed in before. The secret is returned only here, because only its hash is
 * stored. `days` is limited to MAX_TOKEN_DAYS. Returns `too-many` when the person has MAX_TOKENS tokens.
 */
export async function createApiToken(
  db: Database,
  ownerId: string,
  { asked, now }: { readonly asked: NewToken; readonly now: Date },
): Promise<{ readonly id: string; readonly secret: string } | 'too-many'> {
  const standing = { personId: ownerId, expiresAt: { gt: now } }
  if ((await db.prisma.apiToken.count({ where: standing })) >= MAX_TOKENS) return 'too-many'
  const secret = TOKEN_PREFIX + createSecret()
  const days = Math.min(Math.max(asked.days, 1), MAX_TOKEN_DAYS)
  const id = randomUUID()
  await db.prisma.apiToken.create({
    data: {
      id,
      hash: hashSecret(secret),
      personId: ownerId,
      name: asked.name,
      scopes: [...asked.scopes],
      repos: asked.repos === 'all' ? 'all' : [...asked.repos],
      stages: asked.stages === 'all' ? 'all' : [...asked.stages],
      createdAt: now,
      expiresAt: new Date(now.getTime() + days * DAY),
    },
  })
  return { id, secret }
}

/** The tokens of the person, newest first, including expired ones. With `all`, the tokens of every person. */
export async function listApiTokens(db: Database, ownerId: string | 'all'): Promise<TokenView[]> {
  const rows = await db.prisma.apiToken.findMany({
    where: ownerId === 'all' ? {} : { personId: ownerId },
    include: { person: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    ...buildLimits(row),
    id: row.id,
    name: row.name,
    ownerId: row.personId,
    owner: row.person.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    usedAt: row.usedAt?.toISOString() ?? null,
  }))
}

/** Whether there was such a token to revoke; `ownerId` other than `all` revokes that person's tokens alone. */
export async function revokeApiToken(
  db: Database,
  { id: wanted, ownerId }: { readonly id: string; readonly ownerId: string | 'all' },
): Promise<'revoked' | 'unknown'> {
  const id = storableText(wanted)
  const { count } = await db.prisma.apiToken.deleteMany({
    where: ownerId === 'all' ? { id } : { id, personId: ownerId },
  })
  return count === 0 ? 'unknown' : 'revoked'
}

export type FoundToken = { readonly owner: Person; readonly limits: TokenLimits }

type TokenRow = Person & {
  /** The id of the token; `id` is its owner's. */
  readonly token: string
  readonly scopes: readonly string[]
  readonly repos: unknown
  readonly stages: unknown
  readonly expires_at: Date
  readonly used_at: Date | null
}

const FIND = {
  name: 'find-token',
  text: `SELECT t.id AS token, t.scopes, t.repos, t.stages, t.expires_at, t.used_at,
      p.id, p.issuer, p.name, p.email, p.groups
    FROM api_tokens t JOIN people p ON p.id = t.person_id WHERE t.hash = $1`,
}

/** The owner and the limits of a token. Null for a token that does not exist, was revoked or has expired. */
export async function findApiToken(
  db: Database,
  secret: string,
  now: Date,
): Promise<FoundToken | null> {
  if (!secret.startsWith(TOKEN_PREFIX)) return null
  const [row] = await queryPrepared<TokenRow>(db, FIND, [hashSecret(secret)])
  if (row === undefined || row.expires_at <= now) return null
  const used = row.used_at?.getTime()
  if (used === undefined || Math.abs(now.getTime() - used) > USED_SECONDS * 1000) {
    await db.prisma.apiToken.updateMany({ where: { id: row.token }, data: { usedAt: now } })
  }
  const { id, issuer, name, email, groups } = row
  return { owner: { id, issuer, name, email, groups }, limits: buildLimits(row) }
}

function buildLimits(row: {
  readonly scopes: readonly string[]
  readonly repos: unknown
  readonly stages: unknown
}): TokenLimits {
  return {
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    repos: sortLimit(row.repos),
    stages: sortLimit(row.stages),
  }
}

/** A value that is neither `all` nor a list of texts allows nothing. */
function sortLimit(stored: unknown): 'all' | readonly string[] {
  if (stored === 'all') return 'all'
  if (!Array.isArray(stored)) return []
  return stored.filter((value): value is string => typeof value === 'string')
}

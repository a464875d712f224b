import { describe, expect, test } from 'vitest'
import type { Auth, Config } from '@/lib/config/config'
import type { Database } from '@/lib/database/database'
import { buildConfig } from '@/lib/testing/config'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import {
  createApiToken,
  findApiToken,
  listApiTokens,
  type NewToken,
  revokeApiToken,
} from './api-tokens'
import type { Person } from './decide-role'
import { readBearerActor } from './read-bearer-actor'
import { createSession } from './sessions'

const DAY = 86_400_000
const NOON = new Date('2026-03-01T12:00:00Z')
const after = (days: number) => new Date(NOON.getTime() + days * DAY)

const ISSUER = 'https://id.example.com'
const ana: Person = {
  id: `${ISSUER}#ana`,
  issuer: ISSUER,
  name: 'Ana',
  email: null,
  groups: ['ml'],
}
const bob: Person = { id: `${ISSUER}#bob`, issuer: ISSUER, name: 'Bob', email: null, groups: [] }

const asked: NewToken = {
  name: 'CI',
  days: 30,
  scopes: ['promote'],
  repos: ['churn'],
  stages: 'all',
}

function configure(change: Partial<Auth> = {}, rest: Partial<Config> = {}): Config {
  const client = { clientId: 'a', clientSecret: 'b', groupsClaim: 'groups' }
  const auth: Auth = {
    providers: [{ type: 'oidc', name: 'Id', issuer: ISSUER, ...client }],
    anonymous: 'none',
    roles: { admin: [], editor: ['group:ml'], viewer: ['*'] },
    tokens: [],
    adminToken: null,
    ...change,
  }
  return buildConfig({ dataDir: '/nowhere', mode: 'configured', auth, ...rest })
}

async function make(db: Database, owner: Person, change: Partial<NewToken> = {}) {
  await createSession(db, owner, NOON)
  const made = await createApiToken(db, owner.id, { asked: { ...asked, ...change }, now: NOON })
  if (made === 'too-many') throw new Error(made)
  return made
}

function read(
  db: Database,
  authorization: string | null,
  { config = configure(), now = NOON } = {},
) {
  const headers = new Headers(authorization === null ? {} : { authorization })
  return readBearerActor(headers, { config, database: db, now })
}

describe.each(databaseForms)('on the %s database', (form) => {
  test('a token acts as its owner, within its limits, and its secret is not stored', async () => {
    await withDatabase(form, async (db) => {
      const { secret } = await make(db, ana)
      expect(secret).toMatch(/^sgn_[\w-]{43}$/)
      expect(await read(db, `Bearer ${secret}`)).toEqual({
        kind: 'actor',
        actor: {
          kind: 'token',
          id: ana.id,
          name: 'Ana',
          email: null,
          groups: ['ml'],
          role: 'editor',
          scopes: ['promote'],
          repos: ['churn'],
          stages: 'all',
        },
      })
      const { rows } = await db.query('SELECT * FROM api_tokens')
      expect(JSON.stringify(rows)).not.toContain(secret.slice(4))
      expect(JSON.stringify(await listApiTokens(db, 'all'))).not.toContain(secret.slice(4))
    })
  })

  test('a token never has more than its owner’s present role', async () => {
    await withDatabase(form, async (db) => {
      const { secret } = await make(db, ana, { scopes: ['admin'] })
      const roleWith = async (config: Config) => {
        const found = await read(db, `Bearer ${secret}`, { config })
        return found.kind === 'actor' ? found.actor.role : found.kind
      }
      const roles = (editor: readonly string[], viewer: readonly string[]) =>
        configure({ roles: { admin: [], editor, viewer } })
      expect(await roleWith(configure())).toBe('editor')
      expect(await roleWith(roles([], ['*']))).toBe('viewer')
      expect(await roleWith(roles([], []))).toBe('refused')
      expect(await roleWith(configure({ providers: [] }))).toBe('refused')
      // The groups are those of the last sign-in.
      await createSession(db, { ...ana, groups: [] }, NOON)
      expect(await roleWith(configure())).toBe('viewer')
    })
  })

  test('a token ends with its day, a year at the latest', async () => {
    await withDatabase(form, async (db) => {
      const { secret } = await make(db, ana)
      expect((await findApiToken(db, secret, after(29.9)))?.owner).toEqual(ana)
      expect(await findApiToken(db, secret, after(30))).toBe(null)
      expect((await read(db, `Bearer ${secret}`, { now: after(31) })).kind).toBe('refused')
      const long = await make(db, ana, { days: 10_000 })
      expect(await findApiToken(db, long.secret, after(366.1))).toBe(null)
    })
  })

  test('people list and revoke their own tokens; admins list and revoke all', async () => {
    await withDatabase(form, async (db) => {
      const hers = await make(db, ana)
      const his = await make(db, bob, { name: 'his' })
      expect((await listApiTokens(db, ana.id)).map(({ id }) => id)).toEqual([hers.id])
      expect((await listApiTokens(db, 'all')).map(({ owner }) => owner).sort()).toEqual([
        'Ana',
        'Bob',
      ])
      expect(await revokeApiToken(db, { id: his.id, ownerId: ana.id })).toBe('unknown')
      expect(await revokeApiToken(db, { id: `${his.id}\0`, ownerId: 'all' })).toBe('unknown')
      expect(await findApiToken(db, his.secret, NOON)).not.toBe(null)
      expect(await revokeApiToken(db, { id: his.id, ownerId: 'all' })).toBe('revoked')
      expect(await findApiToken(db, his.secret, NOON)).toBe(null)
      expect((await read(db, `Bearer ${his.secret}`)).kind).toBe('refused')
    })
  })

  test('a person has at most a hundred tokens that have not expired', async () => {
    await withDatabase(form, async (db) => {
      const { id } = await make(db, ana)
      await db.query(`INSERT INTO api_tokens SELECT 'id' || n, 'hash' || n, person_id, name, scopes, repos, stages,
        created_at, expires_at FROM api_tokens, generate_series(1, 99) n WHERE id = '${id}'`)
      await make(db, bob)
      const again = () => createApiToken(db, ana.id, { asked, now: NOON })
      expect(await again()).toBe('too-many')
      await db.query(`UPDATE api_tokens SET expires_at = '2026-02-28' WHERE id = 'id7'`)
      expect(await again()).toMatchObject({ secret: expect.stringMatching(/^sgn_/) })
      expect(await again()).toBe('too-many')
    })
  })

  test('a list says when a token was used last', async () => {
    await withDatabase(form, async (db) => {
      const { id, secret } = await make(db, ana)
      const { days, ...limits } = asked
      const times = { createdAt: NOON.toISOString(), expiresAt: after(days).toISOString() }
      const view = { ...limits, ...times, id, ownerId: ana.id, owner: 'Ana' }
      expect(await listApiTokens(db, ana.id)).toEqual([{ ...view, usedAt: null }])
      await findApiToken(db, secret, after(1))
      expect(await listApiTokens(db, ana.id)).toEqual([{ ...view, usedAt: after(1).toISOString() }])
    })
  })

  test('stored limits that have no known form allow nothing', async () => {
    await withDatabase(form, async (db) => {
      const { secret } = await make(db, ana)
      await db.query(`UPDATE api_tokens SET scopes = '{admin2}', repos = '7', stages = '[1]'`)
      const found = await findApiToken(db, secret, NOON)
      expect(found?.limits).toEqual({ scopes: [], repos: [], stages: [] })
    })
  })
})

const VALUE = 'a-value-of-signet-yaml-0123456789'
const OWNER = 'the-token-of-the-owner-0123456789'

test('tokens of signet.yaml and of the environment need no database', async () => {
  const token = {
    name: 'ci',
    value: VALUE,
    scopes: ['deploy'],
    repos: ['churn'],
    stages: 'all',
    holders: null,
  } as const
  const config = configure({ adminToken: OWNER, tokens: [token] })
  const never = null as unknown as Database
  expect(await read(never, `Bearer ${VALUE}`, { config })).toEqual({
    kind: 'actor',
    actor: {
      kind: 'token',
      id: 'token:ci',
      name: 'ci',
      email: null,
      groups: [],
      role: 'editor',
      scopes: ['deploy'],
      repos: ['churn'],
      stages: 'all',
    },
  })
  expect(await read(never, `bearer  ${OWNER} `, { config })).toMatchObject({
    kind: 'actor',
    actor: { id: 'local#owner', role: 'admin', scopes: 'all' },
  })
  const admin = configure({ tokens: [{ ...token, scopes: ['admin'] }] })
  expect(await read(never, `Bearer ${VALUE}`, { config: admin })).toMatchObject({
    actor: { role: 'admin', scopes: ['admin'], repos: ['churn'] },
  })
})

test.each([
  [null, 'none'],
  ['', 'malformed'],
  ['Basic YTpi', 'malformed'],
  ['Bearer', 'malformed'],
  ['Bearer ', 'malformed'],
  ['Bearer a b', 'malformed'],
  [`Bearer ${VALUE}x`, 'refused'],
  [`Bearer ${VALUE.slice(1)}`, 'refused'],
  ['Bearer null', 'refused'],
] as const)('the header %j is read as %s', async (header, kind) => {
  const token = {
    name: 'ci',
    value: VALUE,
    scopes: ['read'],
    repos: 'all',
    stages: 'all',
    holders: null,
  } as const
  const config = configure({ tokens: [token] })
  expect(await read(null as unknown as Database, header, { config })).toEqual({ kind })
})

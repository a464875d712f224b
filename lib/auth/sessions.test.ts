import { describe, expect, test } from 'vitest'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import type { Person } from './decide-role'
import {
  createSession,
  deleteSession,
  deleteSessionsOf,
  findSessionPerson,
  lookUpSessionPerson,
} from './sessions'

const HOUR = 3_600_000
const NOON = new Date('2026-03-01T12:00:00Z')
const after = (hours: number) => new Date(NOON.getTime() + hours * HOUR)

const ana: Person = {
  id: 'https://id.example.com#7f3',
  issuer: 'https://id.example.com',
  name: 'Ana',
  email: 'ana@example.com',
  groups: ['ml'],
}

describe.each(databaseForms)('on the %s database', (form) => {
  test('a session belongs to the person who signed in, and its secret is not in the database', async () => {
    await withDatabase(form, async (db) => {
      const secret = await createSession(db, ana, NOON)
      expect(await findSessionPerson(db, secret, NOON)).toEqual(ana)
      expect(await findSessionPerson(db, `${secret}x`, NOON)).toBe(null)
      const { rows } = await db.query('SELECT * FROM sessions')
      expect(JSON.stringify(rows)).not.toContain(secret)
    })
  })

  test('a session ends eight hours after its last use, and each use counts', async () => {
    await withDatabase(form, async (db) => {
      const secret = await createSession(db, ana, NOON)
      const unused = await createSession(db, ana, NOON)
      expect(await findSessionPerson(db, secret, after(7.9))).toEqual(ana)
      expect(await findSessionPerson(db, secret, after(15.8))).toEqual(ana)
      expect(await findSessionPerson(db, unused, after(8.1))).toBe(null)
      expect(await findSessionPerson(db, secret, after(23.9))).toBe(null)
    })
  })

  test('a lookup does not count as a use of the session', async () => {
    await withDatabase(form, async (db) => {
      const secret = await createSession(db, ana, NOON)
      expect(await lookUpSessionPerson(db, secret, after(7.9))).toEqual(ana)
      expect(await lookUpSessionPerson(db, secret, after(8.1))).toBe(null)
      expect(await findSessionPerson(db, secret, after(8.1))).toBe(null)
    })
  })

  test('a session ends after seven days even when it is used', async () => {
    await withDatabase(form, async (db) => {
      const secret = await createSession(db, ana, NOON)
      for (let hour = 6; hour < 7 * 24; hour += 6) {
        expect(await findSessionPerson(db, secret, after(hour))).toEqual(ana)
      }
      expect(await findSessionPerson(db, secret, after(7 * 24 + 0.1))).toBe(null)
    })
  })

  test('a clock that was ahead does not extend a session', async () => {
    await withDatabase(form, async (db) => {
      const early = await createSession(db, ana, after(24))
      expect(await findSessionPerson(db, early, NOON)).toBe(null)
      const used = await createSession(db, ana, NOON)
      expect(await findSessionPerson(db, used, after(7))).toEqual(ana)
      expect(await findSessionPerson(db, used, after(1))).toEqual(ana)
      expect(await findSessionPerson(db, used, after(9.1))).toBe(null)
      const other = await createSession(db, ana, new Date(NOON.getTime() + 60_000))
      expect(await findSessionPerson(db, other, NOON)).toEqual(ana)
    })
  })

  test('a new sign-in updates the person in all sessions and deletes ended ones', async () => {
    await withDatabase(form, async (db) => {
      await createSession(db, ana, NOON)
      const present = await createSession(db, ana, after(20))
      const renamed = { ...ana, name: 'Ana B.', groups: [] }
      await createSession(db, renamed, after(20))
      expect(await findSessionPerson(db, present, after(20))).toEqual(renamed)
      const { rows } = await db.query('SELECT count(*)::int AS count FROM sessions')
      expect(rows).toEqual([{ count: 2 }])
    })
  })

  test('people of different issuers are different even with one address', async () => {
    await withDatabase(form, async (db) => {
      const other = {
        ...ana,
        id: 'https://other.example.com#7f3',
        issuer: 'https://other.example.com',
      }
      const secret = await createSession(db, ana, NOON)
      const foreign = await createSession(db, { ...other, groups: ['admins'] }, NOON)
      expect(await findSessionPerson(db, secret, NOON)).toEqual(ana)
      expect((await findSessionPerson(db, foreign, NOON))?.id).toBe(other.id)
    })
  })

  test('a person ends one session or all sessions', async () => {
    await withDatabase(form, async (db) => {
      const [one, two, three] = [
        await createSession(db, ana, NOON),
        await createSession(db, ana, NOON),
        await createSession(db, { ...ana, id: 'local#owner', issuer: 'local' }, NOON),
      ]
      await deleteSession(db, one)
      expect(await findSessionPerson(db, one, NOON)).toBe(null)
      expect(await findSessionPerson(db, two, NOON)).toEqual(ana)
      await deleteSessionsOf(db, ana.id)
      expect(await findSessionPerson(db, two, NOON)).toBe(null)
      expect(await findSessionPerson(db, three, NOON)).not.toBe(null)
    })
  })
})

import type { Database } from '@/lib/database/database'
import { queryPrepared } from '@/lib/database/prepared'
import type { Person } from './decide-role'
import { createSecret, hashSecret } from './secret'

/** A session that is not used ends after this time. */
const IDLE_HOURS = 8
/** A session ends after this time even when it is used, because its groups are as old as the last sign-in. */
const MAX_SESSION_DAYS = 7
/** The last use is stored at most this often, and not for every request. */
const SEEN_SECONDS = 60

/**
 * The clocks of replicas differ by less. A session whose start is further in the future was created before the clock
 * was set back, and has ended.
 */
const SKEW_SECONDS = 300

const HOUR = 3_600_000

/**
 * Stores the person as the issuer describes them now, begins a session, and returns its new id for the cookie. Also
 * deletes sessions that have ended.
 */
export async function createSession(db: Database, person: Person, now: Date): Promise<string> {
  const secret = createSecret()
  const { id, issuer, name, email } = person
  const known = { issuer, name, email, groups: [...person.groups], signedInAt: now }
  await db.prisma.$transaction([
    db.prisma.session.deleteMany({ where: { OR: ended(now) } }),
    db.prisma.person.upsert({
      where: { id },
      create: { id, ...known, createdAt: now },
      update: known,
    }),
    db.prisma.session.create({
      data: { hash: hashSecret(secret), personId: id, createdAt: now, seenAt: now },
    }),
  ])
  return secret
}

/** The person of a session; null when there is none or it has ended. The call counts as a use of the session. */
export async function findSessionPerson(
  db: Database,
  secret: string,
  now: Date,
): Promise<Person | null> {
  const session = await findSession(db, secret, now)
  if (session === null) return null
  // A clock that was ahead has left a time in the future.
  if (Math.abs(now.getTime() - session.seen_at.getTime()) > SEEN_SECONDS * 1000) {
    await db.prisma.session.updateMany({ where: { hash: session.hash }, data: { seenAt: now } })
  }
  return buildPerson(session)
}

/** The same without counting as a use of the session. */
export async function lookUpSessionPerson(
  db: Database,
  secret: string,
  now: Date,
): Promise<Person | null> {
  const session = await findSession(db, secret, now)
  return session && buildPerson(session)
}

type SessionRow = Person & {
  readonly hash: string
  readonly created_at: Date
  readonly seen_at: Date
}

const FIND = {
  name: 'find-session',
  text: `SELECT s.hash, s.created_at, s.seen_at, p.id, p.issuer, p.name, p.email, p.groups
    FROM sessions s JOIN people p ON p.id = s.person_id WHERE s.hash = $1`,
}

async function findSession(db: Database, secret: string, now: Date): Promise<SessionRow | null> {
  const [row] = await queryPrepared<SessionRow>(db, FIND, [hashSecret(secret)])
  if (row === undefined) return null
  const { seenAfter, createdAfter, createdBefore } = buildLimits(now)
  const { seen_at, created_at } = row
  const isValid = seen_at >= seenAfter && created_at >= createdAfter && created_at <= createdBefore
  return isValid ? row : null
}

function buildPerson({ id, issuer, name, email, groups }: SessionRow): Person {
  return { id, issuer, name, email, groups }
}

export async function deleteSession(db: Database, secret: string): Promise<void> {
  await db.prisma.session.deleteMany({ where: { hash: hashSecret(secret) } })
}

/** Signs the person out everywhere. */
export async function deleteSessionsOf(db: Database, personId: string): Promise<void> {
  await db.prisma.session.deleteMany({ where: { personId } })
}

function ended(now: Date) {
  const { seenAfter, createdAfter, createdBefore } = buildLimits(now)
  return [
    { seenAt: { lt: seenAfter } },
    { createdAt: { lt: createdAfter } },
    { createdAt: { gt: createdBefore } },
  ]
}

/** The times that a session which is valid at `now` keeps. */
function buildLimits(now: Date) {
  const at = now.getTime()
  return {
    seenAfter: new Date(at - IDLE_HOURS * HOUR),
    createdAfter: new Date(at - MAX_SESSION_DAYS * 24 * HOUR),
    createdBefore: new Date(at + SKEW_SECONDS * 1000),
  }
}

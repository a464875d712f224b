import type { Database } from '@/lib/index/database'
import type { Person } from './decide-role'
import { createSecret, hashSecret } from './secret'

/** A session that nobody uses ends after this long. */
export const IDLE_HOURS = 8
/** A session ends after this long, however much it is used: groups are as old as the last sign-in. */
export const LONGEST_DAYS = 7
/** Use is written down this often, not at every request. */
const SEEN_SECONDS = 60

/** The clocks of replicas differ by less. A session that begins later than now by more was made before the clock was set
 *  back, and is over. */
const SKEW_SECONDS = 300

const HOUR = 3_600_000

/** Keeps who signed in, as the issuer describes them now, and begins a session with a new id, which is returned: for
 *  the cookie alone. Sessions that have ended are forgotten on the way. */
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

/** Whose session it is; null when there is none or it has ended. To ask is to use it. */
export async function findSessionPerson(
  db: Database,
  secret: string,
  now: Date,
): Promise<Person | null> {
  const session = await findSession(db, secret, now)
  if (session === null) return null
  // A clock that was ahead has left a time in the future.
  if (Math.abs(now.getTime() - session.seenAt.getTime()) > SEEN_SECONDS * 1000) {
    await db.prisma.session.updateMany({ where: { hash: session.hash }, data: { seenAt: now } })
  }
  return formatPerson(session)
}

/** The same of a session that is not used by it: it ends as if nobody had asked. */
export async function lookUpSessionPerson(
  db: Database,
  secret: string,
  now: Date,
): Promise<Person | null> {
  const session = await findSession(db, secret, now)
  return session && formatPerson(session)
}

function findSession(db: Database, secret: string, now: Date) {
  return db.prisma.session.findFirst({
    where: { hash: hashSecret(secret), NOT: { OR: ended(now) } },
    include: { person: true },
  })
}

function formatPerson({ person }: { readonly person: Person }): Person {
  const { id, issuer, name, email, groups } = person
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
  return [
    { seenAt: { lt: new Date(now.getTime() - IDLE_HOURS * HOUR) } },
    { createdAt: { lt: new Date(now.getTime() - LONGEST_DAYS * 24 * HOUR) } },
    { createdAt: { gt: new Date(now.getTime() + SKEW_SECONDS * 1000) } },
  ]
}

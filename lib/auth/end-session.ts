import { formatCookie, readCookie } from './cookie'
import { readField } from './read-field'
import { readSession, SESSION_COOKIE } from './read-session'
import { isSameOrigin } from './same-origin'
import { sendTo } from './send-to'
import { deleteSession, deleteSessionsOf } from './sessions'
import { formatSignInPath } from './sign-in-path'
import type { AuthWorld } from './world'

/** Answers the sign-out form: ends this session, or all sessions of the person where the form says `everywhere`. */
export async function endSession(request: Request, world: AuthWorld): Promise<Response> {
  const { config, database } = world
  if (!isSameOrigin(config, request.headers)) return sendTo(formatSignInPath({ trouble: 'origin' }))
  const everywhere = (await readField(request, 'everywhere')) === 'yes'
  const signedIn = await readSession(request.headers, world)
  if (signedIn !== null && everywhere) await deleteSessionsOf(database, signedIn.person.id)
  const secret = readCookie(config, request.headers, SESSION_COOKIE)
  if (secret !== null) await deleteSession(database, secret)
  return sendTo('/', [formatCookie(config, { name: SESSION_COOKIE, value: '', seconds: 0 })])
}

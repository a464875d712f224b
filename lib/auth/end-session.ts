import type { AuthContext } from './context'
import { formatCookie, readCookie } from './cookie'
import { readField } from './read-field'
import { readSession, SESSION_COOKIE } from './read-session'
import { redirectTo } from './redirect-to'
import { isSameOrigin } from './same-origin'
import { deleteSession, deleteSessionsOf } from './sessions'
import { formatSignInPath } from './sign-in-path'

/** Answers the sign-out form: ends this session, or all sessions of the person where the form says `everywhere`. */
export async function endSession(request: Request, context: AuthContext): Promise<Response> {
  const { config, database } = context
  if (!isSameOrigin(config, request.headers))
    return redirectTo(formatSignInPath({ trouble: 'origin' }))
  const everywhere = (await readField(request, 'everywhere')) === 'yes'
  const signedIn = await readSession(request.headers, context)
  if (signedIn !== null && everywhere) await deleteSessionsOf(database, signedIn.person.id)
  const secret = readCookie(config, request.headers, SESSION_COOKIE)
  if (secret !== null) await deleteSession(database, secret)
  return redirectTo('/', [formatCookie(config, { name: SESSION_COOKIE, value: '', seconds: 0 })])
}

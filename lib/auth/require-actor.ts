import type { Actor } from './actor'
import { findActor } from './find-actor'
import { redirectToSignIn } from './redirect-to-sign-in'
import { requireSameOrigin } from './require-same-origin'

/** First line of a server action that needs somebody: ends requests from elsewhere, and sends those who are not signed in
 *  to sign in. */
export async function requireActor(): Promise<Actor> {
  await requireSameOrigin()
  return (await findActor()) ?? redirectToSignIn()
}

import type { Actor } from './actor'
import { findActor } from './find-actor'
import { redirectToSignIn } from './redirect-to-sign-in'
import { requireSameOrigin } from './require-same-origin'

/**
 * The first line of a server action that requires a person. Refuses requests from other sites, and redirects a person
 * who is not signed in to the sign-in page.
 */
export async function requireActor(): Promise<Actor> {
  await requireSameOrigin()
  return (await findActor()) ?? redirectToSignIn()
}

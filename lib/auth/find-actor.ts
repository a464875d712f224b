import { headers } from 'next/headers'
import { cache } from 'react'
import type { Actor } from './actor'
import { getAuthContext } from './context'
import { readSession, type SignedIn } from './read-session'

/** The session of this request, for pages and server actions. It is looked up once per page. */
export const findSignedIn = cache(
  async (): Promise<SignedIn | null> => readSession(await headers(), await getAuthContext()),
)

/** The signed-in person with their current role. Null when no person is signed in, and for a person without a role. */
export async function findActor(): Promise<Actor | null> {
  return (await findSignedIn())?.actor ?? null
}

import { headers } from 'next/headers'
import { cache } from 'react'
import type { Actor } from './actor'
import { getAuthContext } from './context'
import { readSession, type SignedIn } from './read-session'

/** Who is signed in, for pages and server actions, as of this request. Looked up once per page. */
export const findSignedIn = cache(
  async (): Promise<SignedIn | null> => readSession(await headers(), await getAuthContext()),
)

/** The signed-in person with their present role; null for nobody, and for somebody without a role. */
export async function findActor(): Promise<Actor | null> {
  return (await findSignedIn())?.actor ?? null
}

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { formatSignInPath } from './sign-in-path'

/** The proxy writes the address of every request here, over whatever a browser sends. */
const PATH_HEADER = 'x-signet-path'

/** Ends the request: to the sign-in page, and from there back to the page that was asked for. */
export async function redirectToSignIn(): Promise<never> {
  redirect(formatSignInPath({ to: await readPath() }))
}

/** Path and query of the page that was asked for. */
export async function readPath(): Promise<string | null> {
  return (await headers()).get(PATH_HEADER)
}

/** Whether a page that is open asks for its new content, by a script (Sec-Fetch-Dest, Fetch Metadata). */
export async function isOpenPage(): Promise<boolean> {
  return (await headers()).get('sec-fetch-dest') === 'empty'
}

/** Whether the request is for the one page that needs nobody. */
export async function isSignInPage(): Promise<boolean> {
  return /^\/sign-in(?:\?|$)/.test((await readPath()) ?? '')
}

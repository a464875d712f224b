import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { formatSignInPath } from './sign-in-path'

/** The header in which the proxy stores the address of every request. It replaces a header that a browser sends. */
const PATH_HEADER = 'x-signet-path'

/** Redirects to the sign-in page, which later redirects back to the requested page. */
export async function redirectToSignIn(): Promise<never> {
  redirect(formatSignInPath({ to: await readPath() }))
}

/** Path and query of the requested page. */
export async function readPath(): Promise<string | null> {
  return (await headers()).get(PATH_HEADER)
}

/** Whether a page that is open asks for its new content, by a script (Sec-Fetch-Dest, Fetch Metadata). */
export async function isOpenPage(): Promise<boolean> {
  return (await headers()).get('sec-fetch-dest') === 'empty'
}

/** Whether the request is for the sign-in page, the only page that needs no person. */
export async function isSignInPage(): Promise<boolean> {
  return /^\/sign-in(?:\?|$)/.test((await readPath()) ?? '')
}

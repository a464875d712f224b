import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getConfig } from '@/lib/config/get-config'
import { isSameOrigin } from './same-origin'
import { formatSignInPath } from './sign-in-path'

/**
 * The first line of every server action. Refuses a request that does not come from a page of this server. Next compares
 * the Origin too, but accepts a request without one.
 */
export async function requireSameOrigin(): Promise<void> {
  if (isSameOrigin(getConfig(), await headers())) return
  redirect(formatSignInPath({ trouble: 'origin' }))
}

import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { SignInPanel } from '@/components/account/sign-in-panel'
import { findSignedIn } from '@/lib/auth/find-actor'
import { formatOrigin } from '@/lib/auth/same-origin'
import { parseReturnPath, parseSignInError } from '@/lib/auth/sign-in-path'
import { findViewer } from '@/lib/auth/viewer'
import type { Config } from '@/lib/config/config'
import { getConfig } from '@/lib/config/get-config'
import { firstParam, type SearchParams } from '../search-params'
import { signInWays } from './sign-in-ways'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function SignInPage({ searchParams }: Props) {
  const search = await searchParams
  const requestHeaders = await headers()
  const config = getConfig()
  const signedIn = await findSignedIn()
  const trouble = parseSignInError(firstParam(search, 'trouble'))
  const to = findReturnPath(firstParam(search, 'to'), requestHeaders, config)
  if (signedIn?.actor && trouble === null) redirect(to)
  const reading = (await findViewer()) === null ? 'closed' : 'open'
  const printed = firstParam(search, 'printed') === 'yes'
  const ways = signInWays(config, { signedIn, requestHeaders, printed })
  return <SignInPanel state={{ trouble, ownAddress: config.url, to, reading, ...ways }} />
}

/** The page to open after signing in: the one in the address, else the referring page of this server. */
function findReturnPath(
  named: string,
  requestHeaders: Pick<Headers, 'get'>,
  config: Pick<Config, 'url'>,
): string {
  if (named !== '') return parseReturnPath(named)
  const referer = requestHeaders.get('referer') ?? ''
  if (!URL.canParse(referer)) return '/'
  const { origin, pathname, search } = new URL(referer)
  return origin === formatOrigin(config, requestHeaders) ? parseReturnPath(pathname + search) : '/'
}

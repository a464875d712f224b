import { formatOrigin } from '@/lib/auth/same-origin'
import { parseReturnPath } from '@/lib/auth/sign-in-path'
import type { Config } from '@/lib/config/config'

/** The page to go on to after signing in: the one that the address names, else the page of this server that led here. */
export function findReturnPath(
  named: string,
  asked: Pick<Headers, 'get'>,
  config: Pick<Config, 'url'>,
): string {
  if (named !== '') return parseReturnPath(named)
  const referer = asked.get('referer') ?? ''
  if (!URL.canParse(referer)) return '/'
  const { origin, pathname, search } = new URL(referer)
  return origin === formatOrigin(config, asked) ? parseReturnPath(pathname + search) : '/'
}

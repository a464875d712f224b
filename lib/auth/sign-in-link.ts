import type { Config } from '@/lib/config/config'
import { openSlot } from '@/lib/runtime'
import { createSecret, hashSecret } from './secret'

const LINK_PATH = '/sign-in/link'
/** The interval limits how many links the terminal prints. */
const MIN_INTERVAL_MS = 10_000

type Link = { readonly hash: string; readonly madeAt: number }

export const lastLink = openSlot<Link>('sign-in-link')

/**
 * Creates a link that signs the owner in once, in local mode. It replaces an earlier link. Returns null in other modes,
 * and within ten seconds of the last link.
 */
export function createSignInLink(
  { mode, url }: Pick<Config, 'mode' | 'url'>,
  now: Date,
  env: NodeJS.ProcessEnv = process.env,
): string | null {
  if (mode !== 'local') return null
  const before = lastLink.get()
  const age = before ? now.getTime() - before.madeAt : MIN_INTERVAL_MS
  // A link whose time is in the future was created before the clock was set back.
  if (age >= 0 && age < MIN_INTERVAL_MS) return null
  const key = createSecret()
  lastLink.set({ hash: hashSecret(key), madeAt: now.getTime() })
  return `${url ?? formatLocalUrl(env)}${LINK_PATH}?key=${key}`
}

/** Whether `key` is that of the last link, and this is its first use. */
export function takeSignInLink(key: string): boolean {
  const link = lastLink.get()
  if (!link || link.hash !== hashSecret(key)) return false
  lastLink.set({ ...link, hash: '' })
  return true
}

/** What the terminal says. */
export function formatLinkNotice(link: string): string {
  return `\nSign in with this link, which works once:\n  ${link}\n`
}

/** What a browser on this machine opens. */
function formatLocalUrl({ HOST, PORT }: NodeJS.ProcessEnv): string {
  const host = HOST || '127.0.0.1'
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${PORT || '3000'}`
}

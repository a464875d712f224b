import { resolvePath } from '@/lib/repo-data/repo-path'

/** Where an address in a card leads to. */
export type CardTarget =
  /** A file of the repository, from its root. */
  | { readonly kind: 'file'; readonly path: string }
  /** Another site, over http or https. */
  | { readonly kind: 'web'; readonly url: string }
  /** Nowhere: another scheme, a place of the same page, or outside of the repository. */
  | { readonly kind: 'none' }

const NONE: CardTarget = { kind: 'none' }

/** The target of an address as it is written in a card in `directory` ('' is the root). A path that begins with `/` is one
 *  from the root. */
export function resolveLink(directory: string, written: string): CardTarget {
  if (/^https?:\/\//i.test(written)) return parseWebUrl(written)
  const [path = ''] = written.split(/[?#]/, 1)
  if (path === '' || /^[^/]*:/.test(path) || path.startsWith('//') || path.includes('\\'))
    return NONE
  const decoded = decodePath(path)
  if (decoded === null) return NONE
  const isFromRoot = decoded.startsWith('/')
  const target = resolvePath(isFromRoot ? '' : directory, decoded.replace(/^\//, ''))
  return target.kind === 'path' && target.path !== '' ? { kind: 'file', path: target.path } : NONE
}

function parseWebUrl(written: string): CardTarget {
  if (!URL.canParse(written)) return NONE
  const { href, username, password } = new URL(written)
  return username === '' && password === '' ? { kind: 'web', url: href } : NONE
}

/** Null where it is not percent-encoded UTF-8, or has characters that no path has. */
function decodePath(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return /[\x00-\x1f\x7f]/.test(decoded) || decoded.includes('://') ? null : decoded
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

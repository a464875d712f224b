import type * as z from 'zod'
import { listAllowedKeys } from '@/lib/policy/schema-parts'
import { type ConfigDocument, type ConfigPath, formatConfigPath } from './config-document'
import type { ConfigProblem } from './config-error'
import { nearestName } from './nearest-name'

/** What the schema refused, with its line, what was found there and what is allowed. No secret is shown. */
export function describeIssue(
  document: ConfigDocument,
  source: string,
  issue: z.core.$ZodIssue,
): readonly ConfigProblem[] {
  const at = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  const allowed = issue.message
  const place = (path: ConfigPath) => ({
    source,
    line: document.lineOf(path),
    key: formatConfigPath(path),
  })
  if (issue.code !== 'unrecognized_keys') {
    return [{ ...place(at), found: describeFound(document, at), allowed }]
  }
  return issue.keys.map((key) => {
    const near = nearestName(key, listAllowedKeys(allowed))
    const found = `an unknown key${near === null ? '' : `, did you mean "${near}"?`}`
    // What was meant as a value may stand where a key does.
    const shown = formatConfigPath([...at, key.replace(/^.*@/s, '')])
    return { ...place([...at, key]), key: shown, found, allowed }
  })
}

/** What stands at a path, without anything secret: not below `credentials`, not what `${...}` brought. */
function describeFound(document: ConfigDocument, at: ConfigPath): string {
  let value = document.value
  for (const part of at) value = (value as Record<string | number, unknown> | null)?.[part]
  if (value === undefined || value === null || value === '') return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (isSecretPlace(at)) return 'a value that is not shown here'
  const written = document.writtenAt(at)
  if (written !== null) return 'what the environment or a file gave, which is not shown here'
  return JSON.stringify(hideUserInfo(String(value)).slice(0, 80))
}

/** Without what may be a password before a host: also where the slashes of a URL are missing. */
function hideUserInfo(text: string): string {
  return text.includes('//') ? text.replace(/\/\/.*@/s, '//') : text.replace(/^.*:.*@/s, '')
}

/** Where a secret stands, or would if the text were indented as meant: `auth: { tokens: hunter2 }`. */
function isSecretPlace(at: ConfigPath): boolean {
  if (at.includes('credentials')) return true
  const [section, part] = at
  if (section === 'service_account')
    return at.length === 1 || part === 'key' || part === 'passphrase'
  if (section !== 'auth') return false
  if (at.length === 1) return true
  if (part !== 'tokens' && part !== 'providers') return false
  return at.length <= 3 || at.includes('value') || at.includes('client_secret')
}

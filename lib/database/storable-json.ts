const UNSTORABLE = /\\u(?:0000|d[89a-f])/i

/** JSON that PostgreSQL takes: NUL characters and halves of surrogate pairs, which it refuses, become U+FFFD. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  return UNSTORABLE.test(json) ? JSON.stringify(replaceIn(value)) : json
}

/** The same for a value that is passed as text. */
export function storableText(text: string): string {
  // Encoding replaces a half of a pair, which UTF-8 cannot express.
  return Buffer.from(text).toString().replaceAll('\0', '\u{fffd}')
}

function replaceIn(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(replaceIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), replaceIn(item)]),
  )
}

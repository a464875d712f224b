/** The members that hold numbers of files, by name, nested, or as a change. */
const RECORDS = new Set(['metrics', 'params'])
const NESTED = 'values'
const CHANGES = new Set(['before', 'after'])

const WORDS: Readonly<Record<string, string>> = {
  nan: 'NaN',
  inf: 'Infinity',
  '-inf': '-Infinity',
}

/** The JSON of an answer: numbers of files as JSON has them, and NaN and infinities in words. */
export function writeJson(body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) => {
    if (CHANGES.has(key)) return writeNumber(value)
    if (key === NESTED) return writeNested(value)
    if (!RECORDS.has(key) || typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, writeNumber(inner)]),
    )
  })
}

function writeNested(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writeNested)
  if (typeof value !== 'object' || value === null) return value
  const number = Object.keys(value).length === 1 ? writeNumber(value) : value
  if (number !== value) return number
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, writeNested(inner)]))
}

function writeNumber(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('number' in value)) return value
  const { number } = value
  return typeof number === 'string' ? (WORDS[number] ?? Number(number)) : value
}

/** The bytes of canonical base64 text: padded and without blanks. Null for any other text. */
export function parseBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

const MAX_LINE = 76

/** The same for base64 in lines of equal length, of which only the last may be shorter. */
export function parseBase64Lines(text: string): Buffer | null {
  const lines = text.split('\n')
  const [{ length } = ''] = lines
  const last = lines.at(-1)?.length ?? 0
  if (length > MAX_LINE || last === 0 || last > length) return null
  if (lines.slice(0, -1).some((line) => line.length !== length)) return null
  return parseBase64(lines.join(''))
}

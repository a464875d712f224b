/** Bytes of base64 text as everybody writes it: padded, without blanks, one text for the bytes. Else null. */
export function parseBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

const MAX_LINE = 76

/** The same of base64 in lines of one length, of which only the last may be shorter. */
export function parseBase64Lines(text: string): Buffer | null {
  const lines = text.split('\n')
  const [{ length } = ''] = lines
  const last = lines.at(-1)?.length ?? 0
  if (length > MAX_LINE || last === 0 || last > length) return null
  if (lines.slice(0, -1).some((line) => line.length !== length)) return null
  return parseBase64(lines.join(''))
}

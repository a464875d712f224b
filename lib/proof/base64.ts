/** Bytes of base64 text as everybody writes it: padded, without blanks, one text for the bytes. Else null. */
export function parseBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

/**
 * From bytes as Latin-1 text to a name: UTF-8 where it is valid, `\xNN` for every other byte. A byte order mark counts
 * as text before an ASCII character alone. The time is linear in the length of the name.
 */
export function decodeRefName(latin1: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "not ASCII"
  if (!/[^\x00-\x7f]/.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  let name = ''
  let start = 0
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at)
    if (length === 0) {
      name += `${bytes.toString('utf8', start, at)}\\x${bytes.toString('hex', at, at + 1)}`
      start = at + 1
    }
    at += Math.max(length, 1)
  }
  return name + bytes.toString('utf8', start)
}

/** Bytes of the UTF-8 character that starts here, and 0 when none does (Unicode, table 3-7). */
function characterLength(bytes: Buffer, at: number): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]]
  if (first < 0x80) return 1
  if (first < 0xc2 || first > 0xf4) return 0
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const [low, high] = SECOND[first] ?? [0x80, 0xbf]
  if (second < low || second > high) return 0
  for (let next = 2; next < length; next++) {
    if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0
  }
  return isMark(bytes, at) && !((bytes[at + 3] ?? 0xff) < 0x80) ? 0 : length
}

/** The second bytes that may follow a first byte where not every continuation byte may. */
const SECOND: Readonly<Record<number, readonly [low: number, high: number]>> = {
  224: [0xa0, 0xbf], // no shorter form exists
  237: [0x80, 0x9f], // no surrogate
  240: [0x90, 0xbf], // no shorter form exists
  244: [0x80, 0x8f], // nothing above U+10FFFF
}

function isMark(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf
}

/** `bytes`: the whole packet, with its head. */
export type OpenpgpPacket = {
  readonly tag: number
  readonly body: Buffer
  readonly bytes: Buffer
}

const MAX_PACKETS = 10_000

/**
 * The packets of an OpenPGP message (RFC 4880, 4.2), as views of the given bytes. Null when a length is missing,
 * partial, or leads past the end.
 */
export function splitPackets(bytes: Buffer): readonly OpenpgpPacket[] | null {
  const packets: OpenpgpPacket[] = []
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    if (first < 0x80 || packets.length === MAX_PACKETS) return null
    const old = (first & 0x40) === 0
    const length = old ? oldLength(bytes, at, first & 3) : newLength(bytes, at)
    if (!length || length.body > bytes.length - length.start) return null
    const tag = old ? (first >> 2) & 0x0f : first & 0x3f
    const end = length.start + length.body
    packets.push({ tag, body: bytes.subarray(length.start, end), bytes: bytes.subarray(at, end) })
    at = end
  }
  return packets
}

type Length = { readonly start: number; readonly body: number }

function oldLength(bytes: Buffer, at: number, type: number): Length | null {
  const size = [1, 2, 4][type]
  if (size === undefined || at + 1 + size > bytes.length) return null
  return { start: at + 1 + size, body: bytes.readUIntBE(at + 1, size) }
}

function newLength(bytes: Buffer, at: number): Length | null {
  const first = bytes[at + 1]
  if (first === undefined) return null
  if (first < 192) return { start: at + 2, body: first }
  if (first < 224) {
    const second = bytes[at + 2]
    return second === undefined
      ? null
      : { start: at + 3, body: ((first - 192) << 8) + second + 192 }
  }
  if (first < 255 || at + 6 > bytes.length) return null
  return { start: at + 6, body: bytes.readUInt32BE(at + 2) }
}

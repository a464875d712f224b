const MAX_FIELDS = 16

/**
 * The strings that SSH's wire format (RFC 4251, 5) wrote one after the other, as views of the given bytes. Null
 * where they do not end exactly with the bytes.
 */
export function splitWire(bytes: Buffer): readonly Buffer[] | null {
  const fields: Buffer[] = []
  let at = 0
  while (at < bytes.length) {
    if (bytes.length - at < 4 || fields.length === MAX_FIELDS) return null
    const length = bytes.readUInt32BE(at)
    if (length > bytes.length - at - 4) return null
    fields.push(bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return fields
}

/** One string as SSH writes it. */
export function formatWire(bytes: Buffer | string): Buffer {
  const body = Buffer.from(bytes)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}

/** A positive `mpint` without its sign byte; null when it is not written in the one canonical way. */
export function parseMpint(bytes: Buffer): Buffer | null {
  const first = bytes[0]
  if (first === undefined || first >= 0x80) return null
  if (first !== 0) return bytes
  const second = bytes[1]
  return second === undefined || second < 0x80 ? null : bytes.subarray(1)
}

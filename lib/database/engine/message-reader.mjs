/** The longest start-up packet that PostgreSQL accepts. */
const MAX_STARTUP_BYTES = 10_000
const HEADER_BYTES = 5

/**
 * Splits the bytes of one client into messages of the PostgreSQL protocol
 * (https://www.postgresql.org/docs/18/protocol-message-formats.html). The cost is linear in the bytes: each byte is
 * copied at most twice, however many chunks a message comes in.
 */
export class MessageReader {
  #maxBytes
  /** @type {Buffer[]} the begin of a message that is not complete yet */
  #parts = []
  #partsBytes = 0
  /** Bytes of that message; 0 while its header is not complete. */
  #needed = 0
  #started = false

  /** @param {number} maxBytes a longer message is refused with a MessageTooLong */
  constructor(maxBytes) {
    this.#maxBytes = maxBytes
  }

  /** From now on each message begins with a byte that says its type; before, there is none. */
  endStartup() {
    this.#started = true
  }

  /**
   * The next complete messages, with their headers. A message may end the start-up: the generator looks at
   * `endStartup` again before each message.
   * @param {Buffer} chunk
   */
  *read(chunk) {
    let rest = this.#partsBytes > 0 && this.#needed === 0 ? this.#join(chunk) : chunk
    for (;;) {
      if (this.#needed === 0) this.#needed = this.#readLength(rest)
      if (this.#needed === 0 || this.#partsBytes + rest.length < this.#needed) break
      const end = this.#needed - this.#partsBytes
      const last = rest.subarray(0, end)
      rest = rest.subarray(end)
      this.#needed = 0
      yield this.#partsBytes > 0 ? this.#join(last) : last
    }
    if (rest.length === 0) return
    this.#parts.push(rest)
    this.#partsBytes += rest.length
  }

  #join(last) {
    const whole = Buffer.concat([...this.#parts, last])
    this.#parts = []
    this.#partsBytes = 0
    return whole
  }

  /** The length of the message that `bytes` begins with; 0 while they do not say it. */
  #readLength(bytes) {
    const typeBytes = this.#started ? 1 : 0
    if (bytes.length < typeBytes + 4) return 0
    const length = bytes.readUInt32BE(typeBytes) + typeBytes
    const max = this.#started ? this.#maxBytes : MAX_STARTUP_BYTES
    if (length < typeBytes + 4 || length > max) throw new MessageTooLong(length, max)
    return length
  }
}

export class MessageTooLong extends Error {
  /** @param {number} length @param {number} max */
  constructor(length, max) {
    super(`A message of ${length} bytes was sent; between ${HEADER_BYTES} and ${max} are allowed.`)
  }
}

const HEADER_BYTES = 5

/**
 * Gives the prepared statements and portals of one connection names that no other connection uses: all connections
 * share one session. The unnamed ones stay as they are: nothing else runs between their Parse and their Sync.
 */
export class StatementNames {
  #prefix
  /** @type {Map<string, string>} */
  #names = new Map()

  /** @param {number} connection */
  constructor(connection) {
    this.#prefix = `${connection}`
  }

  /** The names given so far, which PostgreSQL may know. */
  list() {
    return [...this.#names.values()]
  }

  /** The message (Parse, Bind, Describe, Execute or Close) with its names replaced; null for one without an end of a
   *  name. @param {Buffer} message */
  rename(message) {
    const type = String.fromCharCode(message[0])
    if (type === 'P') return this.#replace(message, HEADER_BYTES, 'S')
    if (type === 'E') return this.#replace(message, HEADER_BYTES, 'P')
    if (type === 'D' || type === 'C') {
      return this.#replace(message, HEADER_BYTES + 1, message[HEADER_BYTES] === 0x53 ? 'S' : 'P')
    }
    const bound = this.#replace(message, HEADER_BYTES, 'P')
    return bound && this.#replace(bound, bound.indexOf(0, HEADER_BYTES) + 1, 'S')
  }

  #replace(message, at, kind) {
    const end = message.indexOf(0, at)
    if (end === -1) return null
    if (end === at) return message
    const name = Buffer.from(this.#find(message.toString('latin1', at, end), kind))
    const renamed = Buffer.concat([message.subarray(0, at), name, message.subarray(end)])
    renamed.writeUInt32BE(renamed.length - 1, 1)
    return renamed
  }

  /** Short: PostgreSQL tells names apart by their first 63 bytes. A portal ends with its transaction. */
  #find(name, kind) {
    if (kind === 'P') return `${this.#prefix}_${name}`
    const known = this.#names.get(name)
    if (known !== undefined) return known
    const given = `${this.#prefix}_${this.#names.size + 1}`
    this.#names.set(name, given)
    return given
  }
}

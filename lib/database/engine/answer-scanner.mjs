import { readError } from './messages.mjs'

const ERROR = 0x45
const READY_FOR_QUERY = 0x5a
const HEADER_BYTES = 5

/**
 * Follows the answers of PostgreSQL, whose messages may be spread over several chunks: the state of the transaction
 * after the last ReadyForQuery, and errors after which the engine must not be used any longer.
 */
export class AnswerScanner {
  /** `I` idle, `T` in a transaction, `E` in a failed one; null: no ReadyForQuery since `reset`. */
  status = null
  /** The SQLSTATE of an error of class 53 (no resources) or XX (internal), or of one that ended the session. */
  broken = null
  /** The session has ended: PostgreSQL answers nothing any more. */
  ended = false
  #header = Buffer.alloc(HEADER_BYTES)
  #headerBytes = 0
  #bodyBytes = 0
  /** @type {Buffer[] | null} the body, where it is needed */
  #body = null

  reset() {
    this.status = null
  }

  /** @param {Buffer} chunk */
  scan(chunk) {
    let at = 0
    while (at < chunk.length) {
      if (this.#headerBytes < HEADER_BYTES) {
        at += this.#readHeader(chunk, at)
        if (this.#headerBytes < HEADER_BYTES) return
      }
      const end = Math.min(chunk.length, at + this.#bodyBytes)
      this.#body?.push(chunk.subarray(at, end))
      this.#bodyBytes -= end - at
      at = end
      if (this.#bodyBytes === 0) this.#endMessage()
    }
  }

  #readHeader(chunk, at) {
    const taken = chunk.copy(this.#header, this.#headerBytes, at)
    this.#headerBytes += taken
    if (this.#headerBytes < HEADER_BYTES) return taken
    this.#bodyBytes = this.#header.readUInt32BE(1) - 4
    const [type] = this.#header
    this.#body = type === ERROR || type === READY_FOR_QUERY ? [] : null
    return taken
  }

  #endMessage() {
    const [type] = this.#header
    this.#headerBytes = 0
    if (this.#body === null) return
    const body = Buffer.concat(this.#body)
    this.#body = null
    if (type === READY_FOR_QUERY) this.status = String.fromCharCode(body[0])
    else this.#readError(body)
  }

  #readError(body) {
    const { severity, code } = readError(body)
    if (severity === 'FATAL' || severity === 'PANIC') this.ended = true
    if (this.ended || code.startsWith('53') || code.startsWith('XX')) this.broken = code
  }
}

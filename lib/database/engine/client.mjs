import { MessageReader, MessageTooLong } from './message-reader.mjs'
import { COPY_FAIL, formatFatal, readStartup } from './messages.mjs'
import { StatementNames } from './statement-names.mjs'

/** Of one message, and of the messages of one cycle together. */
const MAX_BYTES = 64 * 1024 * 1024
/** No more is read of a client that has this much waiting. */
const MAX_WAITING_BYTES = 1024 * 1024

const EXTENDED = new Set([...'PBDEC'])
/** Data of a COPY: PostgreSQL ignores them too where there is none. */
const COPY_DATA = new Set([...'dcf'])

/**
 * One connection. Its messages are gathered into units, which the session runs one at a time: a unit ends with Query,
 * Sync or Flush, so that no client owns the session while the rest of its messages is still on the way.
 * @typedef {{ readonly bytes: Buffer, readonly end: 'query' | 'sync' | 'other' }} Unit Whether ReadyForQuery ends it:
 *   after `sync` always, after `query` unless PostgreSQL skips messages until a Sync, after `other` perhaps.
 */
export class Client {
  /** @type {Unit[]} */
  units = []
  closed = false
  #socket
  #events
  #names
  #reader = new MessageReader(MAX_BYTES)
  #greeting
  #started = false
  /** @type {Buffer[]} */
  #messages = []
  #messagesBytes = 0
  #waitingBytes = 0

  /**
   * @param {import('node:net').Socket} socket
   * @param {{ id: number, greeting: Buffer, onUnit(client: Client): void, onClose(client: Client): void }} options
   */
  constructor(socket, { id, greeting, ...events }) {
    this.#socket = socket
    this.#events = events
    this.#greeting = greeting
    this.#names = new StatementNames(id)
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', () => {}) // `close` follows
    socket.on('end', () => this.close())
    socket.on('close', () => this.close())
  }

  /** The next unit. @returns {Unit | null} */
  take() {
    const unit = this.units.shift() ?? null
    if (unit === null) return null
    this.#waitingBytes -= unit.bytes.length
    if (this.#waitingBytes < MAX_WAITING_BYTES) this.#socket.resume()
    return unit
  }

  /** Sends `answers` in as few writes as possible. @param {readonly Buffer[]} answers */
  send(answers) {
    this.#socket.cork()
    for (const bytes of answers) this.#socket.write(bytes)
    this.#socket.uncork()
  }

  /** The names under which the engine knows this client's prepared statements. */
  statements() {
    return this.#names.list()
  }

  /** Ends the connection with an error. @param {string} code @param {string} message */
  refuse(code, message) {
    if (this.closed) return
    this.#socket.write(formatFatal(code, message))
    this.close()
  }

  close() {
    if (this.closed) return
    this.closed = true
    this.units = []
    this.#messages = []
    // What still comes is read and dropped: a connection closed with unread bytes would lose the last answer.
    this.#socket.resume()
    this.#socket.end()
    this.#events.onClose(this)
  }

  #read(chunk) {
    if (this.closed) return
    try {
      for (const message of this.#reader.read(chunk)) {
        if (this.#started) this.#take(message)
        else this.#start(message)
        if (this.closed) return
      }
    } catch (error) {
      if (!(error instanceof MessageTooLong)) throw error
      this.refuse('54000', error.message)
    }
  }

  #start(packet) {
    const asked = readStartup(packet)
    if (asked === 'encrypt') this.#socket.write('N')
    else if (asked === 'cancel') this.close()
    else if (asked === 'unknown') this.refuse('0A000', 'Version 3 of the protocol is spoken here.')
    else {
      this.#started = true
      this.#reader.endStartup()
      this.#socket.write(this.#greeting)
    }
  }

  #take(message) {
    const type = String.fromCharCode(message[0])
    if (type === 'X') this.close()
    else if (type === 'Q')
      this.#endUnit([message, COPY_FAIL], this.#messages.length > 0 ? 'other' : 'query')
    else if (type === 'S') this.#endUnit([COPY_FAIL, message], 'sync')
    else if (type === 'H') this.#endUnit([COPY_FAIL, message], 'other')
    else if (EXTENDED.has(type)) this.#add(message)
    else if (!COPY_DATA.has(type)) this.#refuseMessage(type)
  }

  #add(message) {
    const renamed = this.#names.rename(message)
    if (renamed === null) return this.#refuseMessage(String.fromCharCode(message[0]))
    this.#messages.push(renamed)
    this.#messagesBytes += renamed.length
    if (this.#messagesBytes > MAX_BYTES) {
      this.refuse('54000', `More than ${MAX_BYTES} bytes were sent without a Sync.`)
    }
  }

  #endUnit(last, end) {
    const bytes = Buffer.concat([...this.#messages, ...last])
    this.#messages = []
    this.#messagesBytes = 0
    this.#waitingBytes += bytes.length
    if (this.#waitingBytes >= MAX_WAITING_BYTES) this.#socket.pause()
    this.units.push({ bytes, end })
    this.#events.onUnit(this)
  }

  #refuseMessage(type) {
    this.refuse('08P01', `The message ${JSON.stringify(type)} is not understood.`)
  }
}

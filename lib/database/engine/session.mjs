import { AnswerScanner } from './answer-scanner.mjs'
import { Client } from './client.mjs'
import { formatCloseStatement, formatQuery, formatStartup, SYNC } from './messages.mjs'

/** A client may keep a transaction open without a message for this long while others wait. */
const MAX_IDLE_MS = 30_000

/**
 * Shares PGlite's one session among many connections, transaction by transaction: a client owns it from the first unit
 * of a cycle until ReadyForQuery says that no transaction is open; the others wait in the order in which they asked.
 */
export class Session {
  #engine
  #onBroken
  #scanner = new AnswerScanner()
  #greeting
  #clients = 0
  /** @type {Client[]} */
  #waiting = []
  /** @type {Client | null} */
  #owner = null
  /** The owner has sent a part of a cycle. */
  #midCycle = false
  /** @type {string[]} prepared statements of connections that have ended */
  #left = []
  /** @type {NodeJS.Timeout | null} */
  #idle = null
  #scheduled = false
  #closed = false

  /**
   * @param {import('@electric-sql/pglite').PGlite} engine
   * @param {(code: string) => void} onBroken the engine must not be used any longer; does not return
   */
  constructor(engine, onBroken) {
    this.#engine = engine
    this.#onBroken = onBroken
    const greeting = []
    this.#execute(formatStartup(), (bytes) => greeting.push(bytes))
    this.#greeting = Buffer.concat(greeting)
  }

  /** @param {import('node:net').Socket} socket */
  add(socket) {
    this.#clients += 1
    new Client(socket, {
      id: this.#clients,
      greeting: this.#greeting,
      onUnit: (client) => this.#enqueue(client),
      onClose: (client) => this.#remove(client),
    })
  }

  /** Throws nothing and returns when the engine still answers; within a transaction its owner is trusted to be alive. */
  check() {
    if (this.#owner !== null || this.#closed) return
    this.#run({ bytes: formatQuery('SELECT 1'), end: 'query' }, null)
  }

  /** Stops running statements: the engine is about to be closed. */
  close() {
    this.#closed = true
    this.#stopWatch()
  }

  #enqueue(client) {
    if (client !== this.#owner && !this.#waiting.includes(client)) this.#waiting.push(client)
    this.#wake()
  }

  /** Runs the next unit: at once where it was idle, else after the event loop has read what has come meanwhile. */
  #wake() {
    if (this.#scheduled || this.#closed) return
    if (this.#owner === null) {
      this.#forgetStatements()
      this.#owner = this.#waiting.shift() ?? null
      if (this.#owner === null) return
    }
    const unit = this.#owner.take()
    if (unit === null) return this.#watchIdle()
    this.#stopWatch()
    this.#serve(this.#owner, unit)
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#wake()
    })
  }

  #serve(client, unit) {
    this.#run(unit, client)
    if (this.#midCycle || this.#scanner.status !== 'I') return
    this.#owner = null
    if (client.units.length > 0) this.#waiting.push(client)
  }

  /** @param {import('./client.mjs').Unit} unit @param {Client | null} client gets the answers */
  #run(unit, client) {
    const answers = []
    const fail = (code) => {
      client?.send(answers)
      this.#onBroken(code)
    }
    this.#scanner.reset()
    this.#execute(unit.bytes, (bytes) => {
      answers.push(bytes)
      this.#scanner.scan(bytes)
      // PGlite would ask the ended session for ever to read the rest.
      if (this.#scanner.ended) fail(this.#scanner.broken)
    })
    const isSure = unit.end === 'sync' || (unit.end === 'query' && !this.#midCycle)
    this.#midCycle = this.#scanner.status === null
    if (this.#midCycle && isSure) fail('no answer')
    if (this.#scanner.broken !== null) fail(this.#scanner.broken)
    client?.send(answers)
  }

  /** @param {Buffer} bytes whole messages @param {(bytes: Buffer) => void} onData */
  #execute(bytes, onData) {
    // Runs to its end before it returns. The bytes are the engine's memory, which it uses again.
    const onRawData = (view) => onData(Buffer.from(view))
    this.#engine
      .execProtocolRawStream(bytes, { syncToFs: false, onRawData })
      .catch((error) => this.#onBroken(String(error)))
  }

  #watchIdle() {
    if (this.#idle !== null || this.#waiting.length === 0) return
    const owner = this.#owner
    const message = `The transaction waited ${MAX_IDLE_MS / 1000} s for its client while others waited.`
    this.#idle = setTimeout(() => {
      this.#idle = null
      if (this.#owner === owner) owner?.refuse('25P03', message)
    }, MAX_IDLE_MS)
  }

  #stopWatch() {
    clearTimeout(this.#idle)
    this.#idle = null
  }

  #remove(client) {
    if (this.#closed) return
    this.#waiting = this.#waiting.filter((one) => one !== client)
    this.#left.push(...client.statements())
    if (this.#owner === client) {
      this.#stopWatch()
      this.#rollBack()
      this.#owner = null
    }
    this.#wake()
  }

  /** Also ends what was sent without a Sync: it must not be committed. */
  #rollBack() {
    const rollback = formatQuery('ROLLBACK')
    if (this.#midCycle) this.#run({ bytes: Buffer.concat([rollback, SYNC]), end: 'sync' }, null)
    if (this.#scanner.status !== 'I') this.#run({ bytes: rollback, end: 'query' }, null)
  }

  #forgetStatements() {
    if (this.#left.length === 0) return
    const bytes = Buffer.concat([...this.#left.map(formatCloseStatement), SYNC])
    this.#left = []
    this.#run({ bytes, end: 'sync' }, null)
  }
}

/** Classes of SQLSTATE (https://www.postgresql.org/docs/18/errcodes-appendix.html): connection, resources such as disk
 *  and memory, shutdown and start, internal errors. */
const SQLSTATE = /^(08|53|57P|XX)[0-9A-Z]{2,3}$/

/** Of connecting, of a connection that breaks, and Prisma's for both and for a transaction that did not begin or end in
 *  time. */
const CODES = new Set([
  'database-unavailable',
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'],
])

/** Prisma's adapter, where a commit fails. */
const KINDS = new Set(['ConnectionClosed', 'DatabaseNotReachable', 'SocketTimeout'])

/** What `pg` says without a code. */
const MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout exceeded when)/

/** Whether a read or write failed because the database is away or has no resources: the same may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, kind, message, cause, meta } = error as Readonly<Record<string, unknown>>
  if (typeof code === 'string' && (CODES.has(code) || SQLSTATE.test(code))) return true
  if (typeof kind === 'string' && KINDS.has(kind)) return true
  if (typeof message === 'string' && MESSAGES.test(message)) return true
  const inner = (meta as { readonly driverAdapterError?: unknown } | undefined)?.driverAdapterError
  return isDatabaseUnavailable(cause) || isDatabaseUnavailable(inner)
}

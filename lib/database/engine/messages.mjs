/** Messages that the engine process writes itself, and what it reads from those of PostgreSQL. */

const PROTOCOL_3 = 3

/** What a start-up packet asks for. @param {Buffer} packet */
export function readStartup(packet) {
  const major = packet.readUInt16BE(4)
  if (major === PROTOCOL_3) return 'start'
  const code = packet.length >= 8 ? packet.readUInt32BE(4) : 0
  if (code === 80_877_103 || code === 80_877_104) return 'encrypt' // SSLRequest, GSSENCRequest
  return code === 80_877_102 ? 'cancel' : 'unknown'
}

/** @param {string} type @param {...Buffer} parts */
export function formatMessage(type, ...parts) {
  const body = Buffer.concat(parts)
  const message = Buffer.alloc(5 + body.length)
  message.write(type, 0, 'latin1')
  message.writeUInt32BE(4 + body.length, 1)
  body.copy(message, 5)
  return message
}

/** @param {string} text */
export function text(text) {
  return Buffer.from(`${text}\0`)
}

/** @param {string} sql */
export function formatQuery(sql) {
  return formatMessage('Q', text(sql))
}

/** Asks to forget a prepared statement; of one that does not exist too. @param {string} name */
export function formatCloseStatement(name) {
  return formatMessage('C', text(`S${name}`))
}

export const SYNC = formatMessage('S')

/** PostgreSQL ignores it, unless it waits for the data of a COPY: the engine has none to give and would end. */
export const COPY_FAIL = formatMessage('f', text('the embedded database takes no COPY FROM STDIN'))

/** An error that ends the connection. @param {string} code @param {string} message */
export function formatFatal(code, message) {
  const fields = [`SFATAL`, `VFATAL`, `C${code}`, `M${message}`].map(text)
  return formatMessage('E', ...fields, Buffer.alloc(1))
}

/** The packet that makes the engine say its parameters. */
export function formatStartup() {
  const body = Buffer.concat([text('user'), text('postgres'), Buffer.alloc(1)])
  const packet = Buffer.alloc(8)
  packet.writeUInt32BE(8 + body.length, 0)
  packet.writeUInt16BE(PROTOCOL_3, 4)
  return Buffer.concat([packet, body])
}

/** Severity and SQLSTATE of an ErrorResponse. @param {Buffer} body */
export function readError(body) {
  const fields = { severity: '', code: '' }
  let at = 0
  while (at < body.length && body[at] !== 0) {
    const end = body.indexOf(0, at + 1)
    const value = body.toString('latin1', at + 1, end)
    if (body[at] === 0x56) fields.severity = value // V: never translated
    if (body[at] === 0x43) fields.code = value
    at = end + 1
  }
  return fields
}

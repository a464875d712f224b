import http from 'node:http'

/** What clients may take up: milliseconds, bytes and open connections. */
export const LIMITS = {
  /** To send the headers of a request. */
  headersMs: 10_000,
  /** To send a request, with its body. */
  requestMs: 30_000,
  bodyBytes: 128 * 1024,
  connections: 1000,
}

/** How often connections are checked for requests that take too long, in milliseconds. */
const CHECK_MS = 1000

/**
 * Makes every HTTP server that this process creates from now on keep `limits`: a request reaches its listener when its
 * body is complete, a body that is too long is answered 413, and what takes too long 408. What Next would answer 500, with
 * an error in the log, is refused first. Next creates its server itself and offers none of this.
 * @param {typeof LIMITS} limits
 */
export function limitServers(limits = LIMITS) {
  const { createServer } = http
  http.createServer = (/** @type {http.RequestListener} */ listener) => {
    const options = {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: CHECK_MS,
    }
    const server = createServer(options, refuseStrange(awaitBodies(listener, limits)))
    server.maxConnections = limits.connections
    return server
  }
}

/** What any address has. */
const METHODS = 'GET, HEAD, POST, DELETE, OPTIONS'

/**
 * Answers TRACE with 405, and `OPTIONS *` and other targets that are no path of this server with 400.
 * @param {http.RequestListener} listener
 * @returns {http.RequestListener}
 */
function refuseStrange(listener) {
  return (request, response) => {
    const isTrace = request.method === 'TRACE'
    if (!isTrace && request.url?.startsWith('/')) return listener(request, response)
    const headers = { 'content-length': 0, ...(isTrace ? { allow: METHODS } : {}) }
    response.writeHead(isTrace ? 405 : 400, headers).end()
  }
}

/**
 * @param {http.RequestListener} listener
 * @param {Pick<typeof LIMITS, 'bodyBytes'>} limits
 * @returns {http.RequestListener}
 */
function awaitBodies(listener, { bodyBytes }) {
  return (request, response) => {
    if (Number(request.headers['content-length'] ?? 0) > bodyBytes) {
      return refuseBody(response, bodyBytes)
    }
    if (!hasBody(request)) return listener(request, response)
    /** @type {Buffer[]} */
    const chunks = []
    let length = 0
    // The parser hands over a body with `push`. Read in any other way, the body would be gone for the listener.
    request.push = (chunk) => {
      if (chunk !== null) {
        length += chunk.length
        if (length <= bodyBytes) return chunks.push(chunk) > 0
        chunks.length = 0
        if (!response.writableEnded) refuseBody(response, bodyBytes)
        return true
      }
      Reflect.deleteProperty(request, 'push')
      for (const one of chunks) request.push(one)
      const ended = request.push(null)
      if (length <= bodyBytes) listener(request, response)
      return ended
    }
  }
}

/** @param {http.IncomingMessage} request */
function hasBody({ headers }) {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/**
 * The rest of the body is dropped as it arrives, so that the client reads the answer before the connection ends.
 * @param {http.ServerResponse} response
 * @param {number} bodyBytes
 */
function refuseBody(response, bodyBytes) {
  const message = `The body of the request is longer than ${bodyBytes} bytes.`
  const body = JSON.stringify({ error: { code: 'body-too-long', message } })
  response.writeHead(413, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}

import { once } from 'node:events'
import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LIMITS, limitServers } from './limit-server.mjs'

const { createServer } = http
const servers: Server[] = []

beforeEach(() => {
  http.createServer = createServer
})

afterEach(() => {
  http.createServer = createServer
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server with these limits that answers with the length of the body, and what reached its listener. */
async function serve(limits: Partial<typeof LIMITS>) {
  limitServers({ ...LIMITS, ...limits })
  const heard: string[] = []
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    heard.push(`${request.method} ${request.url}`)
    let length = 0
    for await (const chunk of request) length += chunk.length
    response.end(String(length))
  }
  const server = http.createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { heard, port, url: `http://127.0.0.1:${port}`, server }
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** All that is sent back until it contains `end`. */
async function readUntil(socket: Socket, end: string): Promise<string> {
  let text = ''
  for await (const chunk of socket) {
    text += chunk
    if (text.includes(end)) break
  }
  return text
}

/** 100,000 bytes whose number is not told ahead. */
function chunked(): RequestInit & { readonly duplex: 'half' } {
  const body = new Blob([new Uint8Array(100_000)]).stream()
  return { method: 'POST', body, duplex: 'half' }
}

test.each([
  [
    'TRACE /',
    '405 Method Not Allowed\r\ncontent-length: 0\r\nallow: GET, HEAD, POST, DELETE, OPTIONS',
  ],
  ['OPTIONS *', '400 Bad Request\r\ncontent-length: 0'],
  ['GET http://[/', '400 Bad Request\r\ncontent-length: 0'],
])('%s does not reach the listener', async (target, answer) => {
  const { port, heard } = await serve({})
  const socket = await open(port)
  socket.write(`${target} HTTP/1.1\r\nHost: x\r\n\r\n`)
  const text = await readUntil(socket, '\r\n\r\n')
  expect(text.split('\r\nDate:')[0]).toBe(`HTTP/1.1 ${answer}`)
  expect(heard).toEqual([])
})

test('a body within the limit reaches the listener whole', async () => {
  const { url, heard } = await serve({ bodyBytes: 100_000 })
  const known = await fetch(url, { method: 'POST', body: new Uint8Array(100_000) })
  expect(await known.text()).toBe('100000')
  expect(await (await fetch(url, chunked())).text()).toBe('100000')
  expect(await (await fetch(url, { method: 'POST' })).text()).toBe('0')
  expect(await (await fetch(`${url}/x`)).text()).toBe('0')
  expect(heard).toEqual(['POST /', 'POST /', 'POST /', 'GET /x'])
})

test('a longer body is answered 413 and never reaches the listener', async () => {
  const { url, heard } = await serve({ bodyBytes: 99_999 })
  const message = 'The body of the request is longer than 99999 bytes.'
  const error = { error: { code: 'body-too-long', message } }
  const known = await fetch(url, { method: 'POST', body: new Uint8Array(100_000) })
  expect([known.status, await known.json()]).toEqual([413, error])
  const answer = await fetch(url, chunked())
  expect([answer.status, await answer.json()]).toEqual([413, error])
  expect(heard).toEqual([])
})

test('a body that goes on without end is answered, and no more of it is kept', async () => {
  const { port, heard } = await serve({ bodyBytes: 1000 })
  const socket = await open(port)
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n')
  for (let chunk = 0; chunk < 50; chunk += 1) socket.write(`400\r\n${'x'.repeat(1024)}\r\n`)
  expect(await readUntil(socket, '}}')).toMatch(/^HTTP\/1\.1 413 /)
  socket.destroy()
  expect(heard).toEqual([])
})

test('the same connection serves the next request after a body that was too long', async () => {
  const { port, heard } = await serve({ bodyBytes: 10 })
  const socket = await open(port)
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n${'x'.repeat(20)}`)
  socket.write('GET /next HTTP/1.1\r\nHost: x\r\n\r\n')
  const text = await readUntil(socket, 'HTTP/1.1 200 OK')
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  socket.destroy()
  expect(heard).toEqual(['GET /next'])
})

test('headers and bodies that never end are answered 408', async () => {
  const { port, heard } = await serve({ headersMs: 50, requestMs: 100 })
  const headers = await open(port)
  headers.write('GET / HTTP/1.1\r\nHost: x\r\n')
  const body = await open(port)
  body.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n1')
  expect(await readUntil(headers, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 408 /)
  expect(await readUntil(body, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 408 /)
  expect(heard).toEqual([])
})

test('more connections than the limit are closed', async () => {
  const { port, server } = await serve({ connections: 2 })
  const kept = [await open(port), await open(port)]
  const dropped = connect(port, '127.0.0.1')
  dropped.on('error', () => {})
  await Promise.all([once(dropped, 'close'), once(server, 'drop')])
  expect(kept.map((socket) => socket.destroyed)).toEqual([false, false])
  for (const socket of kept) socket.destroy()
})

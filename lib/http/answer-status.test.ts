import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { answerNotFound, rememberAnswers } from './answer-status'

test('each request sets its own status, even late', async () => {
  rememberAnswers()
  const server = createServer(async (request, response) => {
    await nextTurn()
    if (request.url === '/missing') answerNotFound()
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = async (path: string, headers: HeadersInit = {}) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status
  const asked = Array.from({ length: 20 }, (_, n) => ask(n % 2 === 0 ? '/' : '/missing'))
  expect(await Promise.all(asked)).toEqual(asked.map((_, n) => (n % 2 === 0 ? 200 : 404)))
  expect(await ask('/missing', { rsc: '1' })).toBe(200)
  server.close()
})

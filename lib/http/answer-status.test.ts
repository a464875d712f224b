import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { answerBusy, answerNotFound, rememberAnswers } from './answer-status'

test('each request sets its own status, even late', async () => {
  rememberAnswers()
  const server = createServer(async (request, response) => {
    await nextTurn()
    if (request.url === '/missing') answerNotFound()
    if (request.url === '/busy') answerBusy(15)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = async (path: string, headers: HeadersInit = {}) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status
  const asked = Array.from({ length: 20 }, (_, n) => ask(n % 2 === 0 ? '/' : '/missing'))
  expect(await Promise.all(asked)).toEqual(asked.map((_, n) => (n % 2 === 0 ? 200 : 404)))
  expect(await ask('/missing', { rsc: '1' })).toBe(200)
  const busy = await fetch(`http://127.0.0.1:${port}/busy`)
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '15'])
  expect(await ask('/busy', { rsc: '1' })).toBe(200)
  server.close()
})

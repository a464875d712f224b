import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { followAnswers } from './follow-answers'

async function serve(listener: RequestListener) {
  const answers = followAnswers()
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { answers, server, url: `http://127.0.0.1:${port}` }
}

test('an answer that has begun is sent whole, and nobody new is taken', async () => {
  let goOn = () => {}
  const { answers, url } = await serve((_, response) => {
    response.write('begun, ')
    goOn = () => response.end('ended')
  })
  const answer = await fetch(url)
  const finished = answers.finish(60_000)
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  goOn()
  expect(await answer.text()).toBe('begun, ended')
  await finished
})

test('an event stream ends, since it would never do so by itself', async () => {
  const { answers, url } = await serve((_, response) => {
    response.setHeader('content-type', 'text/event-stream')
    response.write('data: 1\n\n')
  })
  const stream = await fetch(url)
  await answers.finish(60_000)
  await expect(stream.text()).rejects.toThrow('terminated')
})

test('an answer that its reader left is not waited for', async () => {
  const { answers, server, url } = await serve((_, response) => void response.write('begun'))
  const left = new AbortController()
  await fetch(url, left)
  left.abort()
  await answers.finish(60_000)
  expect(server.listening).toBe(false)
})

test('an answer that never ends is waited for no longer than allowed', async () => {
  const { answers, server, url } = await serve((_, response) => void response.write('begun'))
  await fetch(url)
  await answers.finish(1)
  server.closeAllConnections()
})

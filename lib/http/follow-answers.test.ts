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

test('an answer that has begun is completed, and no new connection is accepted', async () => {
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

test('an event stream is ended, because it never ends by itself', async () => {
  const { answers, url } = await serve((_, response) => {
    response.setHeader('content-type', 'text/event-stream')
    response.write('data: 1\n\n')
  })
  const stream = await fetch(url)
  await answers.finish(60_000)
  await expect(stream.text()).rejects.toThrow('terminated')
})

test('the server does not wait for an answer that its reader has aborted', async () => {
  const { answers, server, url } = await serve((_, response) => void response.write('begun'))
  const left = new AbortController()
  await fetch(url, left)
  left.abort()
  await answers.finish(60_000)
  expect(server.listening).toBe(false)
})

test('the server waits for an endless answer only for the given time', async () => {
  const { answers, server, url } = await serve((_, response) => void response.write('begun'))
  await fetch(url)
  await answers.finish(1)
  server.closeAllConnections()
})

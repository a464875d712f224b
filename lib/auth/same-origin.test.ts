import { expect, test } from 'vitest'
import { isSameOrigin } from './same-origin'

const configured = { url: 'https://models.example.com' }
const local = { url: null }

const table: readonly (readonly [
  url: string | null,
  origin: string | null,
  host: string,
  is: boolean,
])[] = [
  [configured.url, 'https://models.example.com', 'models.example.com', true],
  // A proxy may name this server otherwise.
  [configured.url, 'https://models.example.com', '10.0.0.4:3000', true],
  [configured.url, null, 'models.example.com', false],
  [configured.url, 'null', 'models.example.com', false],
  [configured.url, '', 'models.example.com', false],
  [configured.url, 'http://models.example.com', 'models.example.com', false],
  [configured.url, 'https://models.example.com:8443', 'models.example.com', false],
  [configured.url, 'https://evil.models.example.com', 'models.example.com', false],
  [configured.url, 'https://models.example.com.evil.test', 'models.example.com', false],
  [configured.url, 'https://MODELS.example.com', 'models.example.com', false],
  [configured.url, 'https://models.example.com/', 'models.example.com', false],
  [configured.url, 'http://localhost:3000', 'localhost:3000', false],
  [local.url, 'http://localhost:3000', 'localhost:3000', true],
  [local.url, 'http://127.0.0.1:3000', '127.0.0.1:3000', true],
  [local.url, 'http://localhost:3001', 'localhost:3000', false],
  [local.url, 'https://localhost:3000', 'localhost:3000', false],
  [local.url, 'http://evil.test', 'localhost:3000', false],
  [local.url, null, 'localhost:3000', false],
  [local.url, 'null', 'localhost:3000', false],
  [local.url, 'null', 'null', false],
  [local.url, 'http://', '', false],
]

test.each(table)('url %s, origin %s, host %s', (url, origin, host, is) => {
  const headers = new Headers({ host, ...(origin === null ? {} : { origin }) })
  expect(isSameOrigin({ url }, headers)).toBe(is)
})

test('forwarded hosts do not count', () => {
  const forwarded = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'http' }
  const headers = new Headers({ host: 'localhost:3000', origin: 'http://evil.test', ...forwarded })
  expect(isSameOrigin(local, headers)).toBe(false)
})

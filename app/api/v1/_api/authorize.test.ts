import { expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { buildConfig } from '@/lib/testing/config'
import { authorize } from './authorize'

const HEADER = 'The header Authorization is not `Bearer` and a token.'
const TOKEN =
  'The token is not valid: it was never created, was revoked or has expired, or its owner has no role any more.'

test.each([
  ['Basic YTpi', HEADER],
  ['sgn_abc', HEADER],
  ['Bearer', HEADER],
  ['Bearer abc', TOKEN],
])('the answer to the header %j says what is wrong with it', async (authorization, message) => {
  const request = new Request('http://localhost/api/v1/models', { headers: { authorization } })
  const config = buildConfig({ dataDir: '/nowhere', mode: 'configured' })
  const context = { config, database: null as unknown as Database, now: new Date(0) }
  expect(await authorize(request, context, { access: 'read', repo: null })).toEqual({
    status: 401,
    body: { error: { code: 'not-signed-in', message } },
  })
})

import { expect, test } from 'vitest'
import { PastBusyError } from '@/lib/index/read/past-queue'
import { answerUnavailable } from './refusals'

test('too many past instants are a 503 that says when to ask again', async () => {
  const answer = await answerUnavailable(() => Promise.reject(new PastBusyError('20 are read')))
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '15'])
  expect(await answer.json()).toEqual({
    error: { code: 'too-many-instants', message: '20 are read' },
  })
  await expect(answerUnavailable(() => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
})

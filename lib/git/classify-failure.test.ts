import { expect, test } from 'vitest'
import { classifyFailure } from './classify-failure'

test.each([
  ['ls-remote', 'error: git-remote-http died of signal 9\n'],
  [
    'fetch',
    'error: git-remote-http died of signal 9\nfatal: the remote end hung up unexpectedly\n',
  ],
  ['push', 'error: pack-objects died of signal 9\nerror: failed to push some refs\n'],
])('a git %s whose helper was killed counts as killed', (command, stderr) => {
  expect(classifyFailure(command, stderr, null).code).toBe('killed')
})

test('a killed program of the server does not count as a killed git', () => {
  const stderr = 'remote: error: pack-objects died of signal 9\nfatal: early EOF\n'
  expect(classifyFailure('fetch', stderr, null).code).toBe('unreachable')
})

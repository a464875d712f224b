import { expect, test } from 'vitest'
import { normalizeGitUrl } from './git-address'

test.each([
  'git@github.com:acme/data.git',
  'git@ssh.github.com:acme/data',
  'ssh://git@github.com/acme/data.git',
  'ssh://git@github.com:22/acme/data/',
  'https://github.com/acme/data',
  'https://user:secret@GitHub.com:443/acme/data.git/',
  'http://github.com:80/acme/data.git',
])('%s is the same repository', (url) => {
  expect(normalizeGitUrl(url)).toBe('github.com/acme/data')
})

test.each([
  ['https://github.com/acme/Data', 'github.com/acme/Data'],
  ['https://github.com:8443/acme/data', 'github.com:8443/acme/data'],
  ['https://gitlab.com/acme/ml/data.git', 'gitlab.com/acme/ml/data'],
  ['/srv/git/data.git', '/srv/git/data'],
  ['file:///srv/git/data.git/', '/srv/git/data'],
  ['../data', '../data'],
  ['', ''],
  ['https://-/a', 'https://-/a'],
])('%s is %s', (url, normal) => {
  expect(normalizeGitUrl(url)).toBe(normal)
})

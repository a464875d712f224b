import { expect, test } from 'vitest'
import { findForge } from './find-forge'

test.each([
  // hosts of everybody
  ['https://github.com/acme/churn.git', 'github', 'https://github.com/acme/churn'],
  ['https://github.com/acme/churn', 'github', 'https://github.com/acme/churn'],
  ['https://github.com/acme/churn/', 'github', 'https://github.com/acme/churn'],
  ['HTTPS://GitHub.com/Acme/Churn.git', 'github', 'https://github.com/Acme/Churn'],
  ['git@github.com:acme/churn.git', 'github', 'https://github.com/acme/churn'],
  ['git@github.com:/acme/churn', 'github', 'https://github.com/acme/churn'],
  ['ssh://git@github.com/acme/.github.git', 'github', 'https://github.com/acme/.github'],
  ['ssh://git@ssh.github.com:443/acme/churn.git', 'github', 'https://github.com/acme/churn'],
  ['git@gitlab.com:acme/ml/risk/churn.git', 'gitlab', 'https://gitlab.com/acme/ml/risk/churn'],
  ['https://gitlab.com/acme/ml/churn.git', 'gitlab', 'https://gitlab.com/acme/ml/churn'],
  ['ssh://git@altssh.gitlab.com:443/acme/churn', 'gitlab', 'https://gitlab.com/acme/churn'],
  ['git@bitbucket.org:acme/churn.git', 'bitbucket', 'https://bitbucket.org/acme/churn'],
  ['https://ana@bitbucket.org/acme/churn.git', 'bitbucket', 'https://bitbucket.org/acme/churn'],
  ['ssh://git@codeberg.org/acme/churn.git', 'forgejo', 'https://codeberg.org/acme/churn'],
  // hosts of one's own
  ['git@github.acme.com:ml/churn.git', 'github', 'https://github.acme.com/ml/churn'],
  ['https://gitlab.acme.com:8443/ml/churn.git', 'gitlab', 'https://gitlab.acme.com:8443/ml/churn'],
  ['ssh://git@my-gitlab.acme.com:2222/ml/churn', 'gitlab', 'https://my-gitlab.acme.com/ml/churn'],
  ['https://gitea.acme.com:443/ml/churn.git', 'gitea', 'https://gitea.acme.com/ml/churn'],
  ['ssh://git@forgejo.acme.com:2222/ml/churn.git', 'forgejo', 'https://forgejo.acme.com/ml/churn'],
] as const)('%s is on a forge', (remote, kind, url) => {
  expect(findForge(remote, null)).toEqual({ kind, url })
})

test.each([
  'https://bot:hunter2@github.com/acme/churn.git',
  'https://hunter2@github.com/acme/churn.git',
  'https://a@b:hunter2@github.com/acme/churn.git',
  'ssh://hunter2@github.com/acme/churn.git',
  'hunter2@github.com:acme/churn.git',
])('%s shows nothing of its user info', (remote) => {
  expect(findForge(remote, null)).toEqual({ kind: 'github', url: 'https://github.com/acme/churn' })
})

test.each([
  '/srv/git/churn.git',
  '/srv/gitlab.com/acme/churn.git',
  './gitlab/churn',
  'file:///srv/gitlab/a/churn.git',
  'C:\\gitlab\\churn',
  'http://localhost:3000/gitlab/churn.git',
  'http://gitlab.acme.com/ml/churn.git',
  'https://git.example.com/ml/churn.git',
  'https://notgithub.com/acme/churn',
  'https://github.com.example/acme',
  'https://github.com',
  'https://github.com/acme',
  'https://github.com/acme/ml/churn',
  'https://github.com//churn',
  'https://github.com/../churn',
  'https://github.com/acme/.git',
  'https://github.com/acme/a%2Fb',
  'https://github.com/acme/churn?x=1',
  'https://github.com/acme/churn#x',
  'https://github.com:99999/acme/churn',
  'https://github.com:x/acme/churn',
  'https://bot:hun/ter2@github.com/acme/churn',
  'https://github..com/acme/churn',
  'git://github.com/acme/churn',
  `https://github.com/acme/${'a'.repeat(2048)}`,
  'github.com:acme/churn',
  '',
])('%s is on none', (remote) => {
  expect(findForge(remote, null)).toBeNull()
})

test('what is configured counts, whatever the address is', () => {
  const web = { kind: 'gitea', url: 'https://git.example.com/code/ml/churn' } as const
  expect(findForge('/srv/git/churn.git', web)).toEqual(web)
  expect(findForge('git@github.com:acme/churn.git', web)).toEqual(web)
})

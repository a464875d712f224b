import { expect, test } from 'vitest'
import { formatRegistryRepo } from './registry-repo'

test.each([
  ['https://git.example.com/ml/churn.git', 'git.example.com/ml/churn'],
  ['https://Git.Example.com/ml/churn/', 'git.example.com/ml/churn'],
  ['https://git.example.com:443/ml/churn.git', 'git.example.com/ml/churn'],
  ['https://git.example.com:8443/ml/churn.git', 'git.example.com:8443/ml/churn'],
  ['http://127.0.0.1:3000/churn.git', '127.0.0.1:3000/churn'],
  ['ssh://git@git.example.com/ml/churn.git', 'git.example.com/ml/churn'],
  ['ssh://git@git.example.com:22/ml/churn.git', 'git.example.com/ml/churn'],
  ['ssh://git@git.example.com:2222/ml/churn.git', 'git.example.com:2222/ml/churn'],
  ['git@git.example.com:ml/churn.git', 'git.example.com/ml/churn'],
  ['git@git.example.com:/ml/churn.git', 'git.example.com/ml/churn'],
  ['https://git.example.com/ML/Churn.git', 'git.example.com/ML/Churn'],
  ['https://git.example.com/ml/churn.git.git', 'git.example.com/ml/churn.git'],
  ['/srv/git/churn.git', 'churn'],
  ['/srv/git/churn/', 'churn'],
  ['/srv/git/churn/.git', 'churn'],
  ['/srv/git/churn/.git/', 'churn'],
  ['/srv/git/ churn ', 'churn'],
  ['/.git', '/'],
  ['file:///srv/git/churn/.git', 'churn'],
  ['https://git.example.com/ml/churn/.git', 'git.example.com/ml/churn'],
  ['git@git.example.com:churn/.git', 'git.example.com/churn'],
  ['file:///srv/git/churn.git', 'churn'],
])('%s is %s', (address, id) => {
  expect(formatRegistryRepo(address)).toBe(id)
})

import { expect, test } from 'vitest'
import { deriveSlug } from './slug'

test.each([
  ['https://git.example.com/ml/churn.git', 'churn'],
  ['git@git.example.com:churn.git', 'churn'],
  ['/srv/churn/.git', 'churn'],
  ['/srv/churn/.git/', 'churn'],
  ['/.git', 'repo'],
  ['git@git.example.com:ml/a@b', 'a-b'],
  ['/srv/models@v2.git', 'models-v2'],
  ['https://git.example.com/models@v2', 'models-v2'],
  ['https://bot:hunter2@git.example.com/churn', 'churn'],
  ['https://bot:hunter2@git.example.com', 'git.example.com'],
  ['https://hunter2@git.example.com/', 'git.example.com'],
  ['https://bot:hun/ter2@git.example.com', 'git.example.com'],
  ['https:/bot:hunter2@git.example.com', 'git.example.com'],
  ['bot:hunter2@git.example.com', 'git.example.com'],
])('the slug of %s is %s', (remote, slug) => {
  expect(deriveSlug(remote)).toBe(slug)
})

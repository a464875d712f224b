import { expect, test } from 'vitest'
import { findPullRequest } from './find-pull-request'

test.each([
  ['Merge pull request #12 from ana/deeper-trees', 12],
  ['Train deeper trees (#345)', 345],
  ["Merge pull request 'Train deeper trees' (#7) from deeper into main", 7],
  ['Merged in deeper (pull request #8)', 8],
  ['Train deeper trees (!9)', 9],
  ['Fix #12', null],
  ['Train (#12) again', null],
  ['Merge branch main', null],
  ['Train (#12345678901)', null],
  ['', null],
])('the pull request of "%s" is %s', (subject, number) => {
  expect(findPullRequest(subject)).toBe(number)
})

import { expect, test } from 'vitest'
import { hasMixedScripts } from './untrusted-name'

test.each([
  ['admin', false],
  ['\u0430dmin', true],
  ['p\u03b1yments', true],
  ['\u0430\u0434\u043c\u0438\u043d', false],
  ['team-\u043a\u043e\u043c\u0430\u043d\u0434\u0430', false],
  ['Große Ärzte', false],
  ['データ team', false],
  ['', false],
])('%s: %s', (text, mixed) => {
  expect(hasMixedScripts(text)).toBe(mixed)
})

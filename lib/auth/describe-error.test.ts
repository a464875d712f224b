import { expect, test } from 'vitest'
import { describeError } from './describe-error'

test.each<[error: unknown, said: string]>([
  [new Error('connect ECONNREFUSED'), 'connect ECONNREFUSED'],
  [new Error('got: x\u001b[2J\u001b]0;title\u0007'), 'got: x [2J ]0;title '],
  [new Error('got: \u009b31mred'), 'got: 31mred'],
  [new Error('got: x\r\nSign-in ok: admin'), 'got: x Sign-in ok: admin'],
  [new Error('got: a\u2028b\u2029c\u0085d\u000be\u000cf\0g'), 'got: a b c d e f g'],
  [new Error('got: \u202egnp.exe\u2066'), 'got: gnp.exe '],
  [new Error('got: \ud800'), 'got: '],
  [new Error('x'.repeat(201)), 'x'.repeat(200)],
  ['a text', 'no reason'],
  [undefined, 'no reason'],
])('the error %o is one line of the log', (error, said) => {
  expect(describeError(error)).toBe(said)
})

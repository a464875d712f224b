import { expect, test } from 'vitest'
import { DatabaseError } from './database-error'
import { describeOutage, flattenOutage } from './describe-outage'
import { isDatabaseUnavailable } from './is-database-unavailable'

/** As the driver adapter of Prisma passes errors of `pg` on. */
const passedOn = (code: string) =>
  Object.assign(new Error('Raw query failed'), {
    code: 'P2010',
    meta: {
      driverAdapterError: { name: 'DriverAdapterError', cause: { originalCode: code, code } },
    },
  })

const ABSENT = 'The database does not answer.'
const FULL = 'The disk of the database is full.'

test.each<[error: unknown, sentence: string]>([
  [new DatabaseError('database-unavailable', 'gone'), ABSENT],
  [Object.assign(new Error('gone'), { code: '57P01' }), ABSENT],
  [passedOn('57P01'), ABSENT],
  [passedOn('53100'), FULL],
  [Object.assign(new Error('full'), { code: '53100' }), FULL],
  [new Error('failed', { cause: passedOn('53100') }), FULL],
])('%o', (error, sentence) => {
  expect(describeOutage(error)).toBe(sentence)
  const flat = flattenOutage(error) as { readonly code: string; readonly message: string }
  const passed = Object.assign(new Error(flat.message), { code: flat.code })
  expect(describeOutage(passed)).toBe(sentence)
  expect(isDatabaseUnavailable(passed)).toBe(true)
})

test.each([new TypeError('x is undefined'), passedOn('42703'), 'text', null, undefined])(
  'what is another error stays as it is: %o',
  (error) => {
    expect(describeOutage(error)).toBe(error)
    expect(flattenOutage(error)).toBe(error)
  },
)

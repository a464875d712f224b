import { expect, test } from 'vitest'
import { DatabaseError } from './database-error'
import { isDatabaseUnavailable } from './is-database-unavailable'

const coded = (code: string, message = '') => Object.assign(new Error(message), { code })

test.each<[name: string, error: unknown]>([
  ['ours', new DatabaseError('database-unavailable', '')],
  ['a refused connection', coded('ECONNREFUSED')],
  ['a server that starts', coded('57P03')],
  ['a server that was told to stop', coded('57P01')],
  ['a full disk', coded('53100')],
  ['damage', coded('XX002')],
  ['a broken connection of pg', new Error('Connection terminated unexpectedly')],
  ['Prisma without a connection', coded('P1017')],
  ['a cause', new Error('read failed', { cause: coded('ECONNRESET') })],
  [
    'a raw query of Prisma',
    Object.assign(coded('P2010'), { meta: { driverAdapterError: { cause: { code: '53100' } } } }),
  ],
  ['a commit of Prisma', new Error('x', { cause: { kind: 'ConnectionClosed' } })],
])('%s means that the database is unavailable', (_, error) => {
  expect(isDatabaseUnavailable(error)).toBe(true)
})

test.each<[name: string, error: unknown]>([
  ['a bug', new TypeError('x is not a function')],
  ['a wrong statement', coded('42703')],
  ['a row that exists already', coded('P2002')],
  ['a database of a newer version', new DatabaseError('database-newer', '')],
  ['nothing', undefined],
  ['text', 'ECONNREFUSED'],
])('%s does not mean that the database is unavailable', (_, error) => {
  expect(isDatabaseUnavailable(error)).toBe(false)
})

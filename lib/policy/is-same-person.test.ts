import { expect, test } from 'vitest'
import { isSamePerson } from './is-same-person'

const ANA = { id: 'https://id.example.com#ana', email: 'ana@example.com' }
const ID = 'https://other.example.com#7'

test.each([
  [{ ...ANA, email: null }, true],
  [{ ...ANA, email: 'dora@example.com' }, true],
  [{ id: ID, email: 'ana@example.com' }, true],
  [{ id: ID, email: 'Ana@Example.COM' }, true],
  [{ id: ID, email: 'ana+x@example.com' }, true],
  [{ id: ID, email: 'ANA++approver+2@example.com' }, true],
  [{ id: ID, email: null }, false],
  [{ id: ID, email: 'ana@example.org' }, false],
  [{ id: ID, email: 'ana@example.com.evil.test' }, false],
  [{ id: ID, email: '+ana@example.com' }, false],
  [{ id: ID, email: 'anna@example.com' }, false],
  [{ id: 'https://id.example.com#Ana', email: null }, false],
])('Ana and %j: %j', (other, same) => {
  expect(isSamePerson(ANA, other)).toBe(same)
  expect(isSamePerson(other, ANA)).toBe(same)
})

test('accounts without an address are different people', () => {
  expect(isSamePerson({ ...ANA, email: null }, { id: ID, email: null })).toBe(false)
})

test('addresses that begin with a plus are different', () => {
  const one = { ...ANA, email: '+ana@example.com' }
  expect(isSamePerson(one, { id: ID, email: '+bob@example.com' })).toBe(false)
})

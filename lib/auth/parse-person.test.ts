import { expect, test } from 'vitest'
import { type Claims, parsePerson } from './parse-person'

const parse = (claims: Claims) => parsePerson('https://id.example.com', claims, 'roles')

test('a person is named by issuer and subject alone', () => {
  const claims = { sub: '7f3', name: 'Ana', email: 'ana@example.com', email_verified: true }
  expect(parse({ ...claims, roles: ['ml', 'ml', 7, '', 'risk'] })).toEqual({
    id: 'https://id.example.com#7f3',
    issuer: 'https://id.example.com',
    name: 'Ana',
    email: 'ana@example.com',
    groups: ['ml', 'risk'],
  })
  expect(parse({ ...claims, roles: 'ml' })?.groups).toEqual(['ml'])
  expect(parse({ ...claims, groups: ['ml'] })?.groups).toEqual([])
})

test.each([undefined, null, '', 'a b', 'a\nb', {}, ['7f3'], true, 'x'.repeat(256)])(
  'nobody is the subject %j',
  (sub) => {
    expect(parse({ sub, name: 'Ana' })).toBe(null)
  },
)

test.each([
  [{ email: 'ana@example.com' }],
  [{ email: 'ana@example.com', email_verified: false }],
  [{ email: 'ana@example.com', email_verified: 1 }],
  [{ email: 'ana', email_verified: true }],
  [{ email: 'ana@example.com> <ceo@example.com', email_verified: true }],
  [{ email: 'ana@example.com\nApproved-by: ceo@example.com', email_verified: true }],
  [{ email: ['ana@example.com'], email_verified: true }],
])('%j is no verified address', (claims) => {
  expect(parse({ sub: '1', ...claims })?.email).toBe(null)
})

test.each([
  [{ name: 'Ana\nApproved-by: x' }, 'Ana Approved-by: x'],
  [{ name: 'Ana <ceo@example.com>' }, 'Ana ceo@example.com'],
  [{ name: '\u202eanA' }, 'anA'],
  [{ name: '  ', preferred_username: 'ana' }, 'ana'],
  [{ name: 7, nickname: 'ana' }, 'ana'],
  [{ name: 'x'.repeat(500) }, 'x'.repeat(100)],
  [{}, '1'],
])('of %j the name is %j', (claims, name) => {
  expect(parse({ sub: '1', ...claims })?.name).toBe(name)
})

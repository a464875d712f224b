import { expect, test } from 'vitest'
import { type Claims, parsePerson } from './parse-person'

const parse = (claims: Claims) =>
  parsePerson('https://id.example.com', claims, { claim: 'roles', within: 'any' })

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

test.each<[claim: unknown, groups: readonly string[]]>([
  [undefined, []],
  [null, []],
  [true, []],
  [7, []],
  [{ ml: true }, []],
  [{ groups: ['ml'] }, []],
  [[['ml']], []],
  [[{ name: 'ml' }, 7, null, 'ml'], ['ml']],
  ['ml', ['ml']],
  ['ml,admin', ['ml,admin']],
  ['group:ml', ['group:ml']],
  [['ml\0', 'ml'], ['ml']],
  [['ml\n', 'a\u001b[2J', 'b\u0085', '\ud800', '\u202eml'], []],
  [['x'.repeat(256), 'x'.repeat(255)], ['x'.repeat(255)]],
  [
    Array.from({ length: 2000 }, (_, n) => `g${n}`),
    Array.from({ length: 1000 }, (_, n) => `g${n}`),
  ],
])('the groups of %j are read', (roles, groups) => {
  expect(parse({ sub: '1', roles })?.groups).toEqual(groups)
})

test.each([undefined, null, '', 'a b', 'a\nb', {}, ['7f3'], true, 'a\ud800', 'x'.repeat(256)])(
  'the subject %j is refused',
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
  [{ name: 'Ana\u2028Requested-by: x\u0085\u000b\u000c' }, 'Ana Requested-by: x'],
  [{ name: `${'x'.repeat(99)}\u{1d538}y` }, `${'x'.repeat(99)}\u{1d538}`],
  [{ name: 'A\ud800na' }, 'A na'],
  [{ name: '  ', preferred_username: 'ana' }, 'ana'],
  [{ name: 7, nickname: 'ana' }, 'ana'],
  [{ name: 'x'.repeat(500) }, 'x'.repeat(100)],
  [{}, '1'],
])('the name of %j is %j', (claims, name) => {
  expect(parse({ sub: '1', ...claims })?.name).toBe(name)
})

test.each<[within: readonly string[], groups: readonly string[]]>([
  [[], []],
  [['acme'], ['acme', 'Acme/ML', 'acme/a/b']],
  [['ACME/ml'], ['Acme/ML']],
  [['acme/a'], ['acme/a/b']],
  [['acm'], []],
  [['evil-acme', 'ml'], ['ml']],
])('only groups below %j count: %j', (within, groups) => {
  const roles = ['acme', 'Acme/ML', 'acme/a/b', 'acme-evil', 'evil/acme', 'acme.evil/ml', 'ml']
  const source = { claim: 'roles', within }
  expect(parsePerson('https://github.com', { sub: '1', roles }, source)?.groups).toEqual(groups)
})

import { expect, test } from 'vitest'
import { mergeClaims } from './merge-claims'
import { type Claims, parsePerson } from './parse-person'

const SUB = { sub: '1' }
const ANA = { email: 'ana@example.com' }
const EVE = { email: 'eve@example.com' }

test.each<[idToken: Claims, userinfo: Claims, email: string | null]>([
  [{ ...ANA, email_verified: true }, {}, 'ana@example.com'],
  [{}, { ...ANA, email_verified: true }, 'ana@example.com'],
  [{ ...ANA, email_verified: true }, { ...ANA, email_verified: false }, 'ana@example.com'],
  [{ ...ANA, email_verified: false }, { ...ANA, email_verified: true }, null],
  [ANA, { ...EVE, email_verified: true }, null],
  [ANA, { email_verified: true }, null],
  [{ email_verified: true }, EVE, null],
  [{ email_verified: true }, { ...EVE, email_verified: false }, null],
  [{ ...ANA, email_verified: true }, { ...EVE, email_verified: true }, 'ana@example.com'],
])('the claims %j and %j have the verified address %j', (idToken, userinfo, email) => {
  const claims = mergeClaims({ ...SUB, ...idToken }, { ...SUB, ...userinfo })
  const source = { claim: 'groups', within: 'any' } as const
  expect(parsePerson('https://id.example.com', claims, source)?.email).toBe(email)
})

test('other claims of the ID token take precedence', () => {
  expect(mergeClaims({ sub: '1', name: 'Ana' }, { sub: '1', name: 'Eve', groups: ['ml'] })).toEqual(
    {
      sub: '1',
      name: 'Ana',
      groups: ['ml'],
      email: undefined,
      email_verified: undefined,
    },
  )
})

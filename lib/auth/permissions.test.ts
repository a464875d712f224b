import { expect, test } from 'vitest'
import type { Role, Scope } from '@/lib/config/config'
import type { Actor } from './actor'
import { type Action, canRead, decidePermission, PERMISSIONS } from './permissions'

const actions = Object.keys(PERMISSIONS) as Action[]

function person(role: Role): Actor {
  const identity = { id: 'https://id.example.com#1', name: 'Ana', email: null, groups: [] }
  return { ...identity, kind: 'person', role, scopes: 'all', repos: 'all', stages: 'all' }
}

function token(scopes: readonly Scope[], limits: Partial<Actor> = {}): Actor {
  return { ...person('admin'), kind: 'token', scopes, ...limits }
}

const byRole: Readonly<Record<Role, readonly Action[]>> = {
  viewer: ['own-tokens', 'own-views'],
  editor: [
    ...['sync', 'register', 'deregister', 'deprecate', 'assign', 'unassign', 'roll-back'],
    ...['approve', 'withdraw', 'own-tokens', 'own-views'],
  ] as Action[],
  admin: actions,
}

test.each(['viewer', 'editor', 'admin'] as const)(
  '%s may do exactly what the role says',
  (role) => {
    const allowed = actions.filter((action) => decidePermission(person(role), action) === 'yes')
    expect([...allowed].sort()).toEqual([...byRole[role]].sort())
    const refused = actions.filter((action) => !byRole[role].includes(action))
    for (const action of refused)
      expect(decidePermission(person(role), action)).toBe('role-missing')
  },
)

test.each(actions)('a reader without a session may not %s', (action) => {
  expect(decidePermission(null, action)).toBe('not-signed-in')
})

const byScope: Readonly<Record<Scope, readonly Action[]>> = {
  read: [],
  register: ['sync', 'register', 'deregister', 'deprecate', 'withdraw'],
  promote: ['sync', 'assign', 'unassign', 'roll-back', 'approve', 'withdraw'],
  deploy: ['sync'],
  admin: actions,
}

test.each(Object.keys(byScope) as Scope[])(
  'a token with the scope %s may do exactly what the scope says',
  (scope) => {
    const allowed = actions.filter((action) => decidePermission(token([scope]), action) === 'yes')
    expect([...allowed].sort()).toEqual([...byScope[scope]].sort())
  },
)

test('a token of a viewer may not promote with any scope', () => {
  const limited = token(['admin', 'promote'], { role: 'viewer' })
  expect(decidePermission(limited, 'assign')).toBe('role-missing')
})

test('a token reads with the scope read or admin; people read without a scope', () => {
  const readers = (Object.keys(byScope) as Scope[]).filter((scope) => canRead(token([scope])))
  expect(readers).toEqual(['read', 'admin'])
  expect(canRead(token(['register', 'promote', 'deploy']))).toBe(false)
  expect(canRead(token(['promote', 'read']))).toBe(true)
  expect(canRead(token([]))).toBe(false)
  expect(canRead(person('viewer'))).toBe(true)
  expect(canRead(null)).toBe(true)
})

test('a token without scopes may do nothing', () => {
  for (const action of actions) expect(decidePermission(token([]), action)).toBe('token-scope')
})

test('a token is held to its repositories and stages', () => {
  const limited = token(['promote'], { repos: ['churn'], stages: ['staging'] })
  const decide = (repo: string, stage: string | null) =>
    decidePermission(limited, 'assign', { repo, stage })
  expect(decide('churn', 'staging')).toBe('yes')
  expect(decide('vision', 'staging')).toBe('token-repo')
  expect(decide('churn', 'production')).toBe('token-stage')
  expect(decide('churn', null)).toBe('yes')
})

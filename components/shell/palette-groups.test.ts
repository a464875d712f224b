import { expect, test } from 'vitest'
import type { Right } from './frame-facts'
import { paletteGroups } from './palette-groups'
import { parsePaletteText } from './palette-text'
import type { Place } from './place'

const churn = { repo: 'ml', name: 'churn' }
const nested = { repo: 'ml', name: 'risk/fraud:v2' }
const view = { query: 'is:behind', tab: null, sort: null, columns: null, pageSize: null }
const kept = { ...view, shared: true, createdAt: '2026-01-01T00:00:00.000Z' }
const views = [
  { ...kept, id: '1', name: 'Behind in EU', owner: 'Ana', own: true },
  { ...kept, id: '2', name: 'Night shift', owner: 'Ben', own: false, tab: 'dataset' },
]
const stages = ['staging', 'production']
const all: readonly Right[] = [
  ...(['assign', 'register', 'roll-back', 'unassign', 'deregister', 'deprecate'] as const),
  ...(['sync', 'own-tokens'] as const),
]

type Given = {
  readonly models?: readonly { readonly repo: string; readonly name: string }[]
  readonly place?: Place
  readonly may?: readonly Right[]
  readonly isSignedIn?: boolean
  readonly state?: 'searching' | 'found'
}

function groupsOf(text: string, given: Given = {}) {
  const {
    models = [],
    place = { kind: 'other' },
    may = all,
    isSignedIn = true,
    state = 'found',
  } = given
  const repos = ['ml', 'vision', 'vision-old']
  const facts = { may, isSignedIn }
  const parsed = parsePaletteText(text, { stages, may })
  return paletteGroups(parsed, { text, models, state, repos, views, place, facts })
}

const labels = (text: string, given?: Given) =>
  groupsOf(text, given).flatMap(({ items }) => items.map(({ label }) => label))

const onChurn: Place = { kind: 'model', model: churn }

test.each<[string, Given, string, string]>([
  [
    'promote churn production',
    { models: [churn] },
    'Promote churn to production',
    '/models/ml/churn/commands/assign?stage=production',
  ],
  [
    'promote fraud v1.2.0 staging',
    { models: [nested] },
    'Promote risk/fraud:v2 v1.2.0 to staging',
    '/models/ml/risk%2Ffraud:v2/commands/assign?version=v1.2.0&stage=staging',
  ],
  [
    'roll back churn production',
    { models: [churn] },
    'Roll back churn in production',
    '/models/ml/churn/commands/roll-back?stage=production',
  ],
  ['rollback', { place: onChurn }, 'Roll back churn', '/models/ml/churn/commands/roll-back'],
  [
    'promote production',
    { place: onChurn, models: [nested] },
    'Promote churn to production',
    '/models/ml/churn/commands/assign?stage=production',
  ],
  [
    'new version',
    { place: onChurn },
    'Register a version of churn',
    '/models/ml/churn/commands/register',
  ],
  [
    'take churn out of staging',
    { models: [churn] },
    'Take churn out of staging',
    '/models/ml/churn/commands/unassign?stage=staging',
  ],
  ['retire churn', { models: [churn] }, 'Deprecate churn', '/models/ml/churn/commands/deprecate'],
  ['churn', { models: [churn] }, 'churn', '/models/ml/churn'],
  ['view behind', { models: [churn] }, 'Behind in EU', '/?q=is:behind'],
  ['behind in', {}, 'Behind in EU', '/?q=is:behind'],
  ['view night shift', {}, 'Night shift', '/?tab=dataset&q=is:behind'],
  ['night', { models: [churn] }, 'Night shift', '/?tab=dataset&q=is:behind'],
  ['audit log', {}, 'Activity', '/activity'],
  ['setti', { models: [churn] }, 'Settings', '/settings'],
  ['approvals', {}, 'Requests', '/requests'],
  ['api keys', {}, 'API tokens', '/settings?tab=tokens'],
  ['new token', {}, 'New token', '/settings?tab=tokens#new-token'],
  ['sign in', { isSignedIn: false }, 'Sign in', '/sign-in'],
  ['label:nlp', {}, 'Search models for “label:nlp”', '/?q=label%3Anlp'],
])('%j offers %j first', (text, given, label, href) => {
  const [first] = groupsOf(text, given)[0]?.items ?? []
  expect([first?.label, first?.does]).toEqual([label, { kind: 'go', href }])
})

test.each([
  ['sync vision', 'Sync vision', { kind: 'sync', slug: 'vision' }],
  ['sign out', 'Sign out', { kind: 'sign-out' }],
  ['log out', 'Sign out', { kind: 'sign-out' }],
  ['dark', 'Dark theme', { kind: 'theme', theme: 'dark' }],
])('%j offers %j first', (text, label, does) => {
  const [first] = groupsOf(text)[0]?.items ?? []
  expect([first?.label, first?.does]).toEqual([label, does])
})

test('the actions of the current page come first', () => {
  expect(groupsOf('', { place: onChurn, models: [nested] })[0]).toMatchObject({
    title: 'On this page',
    items: [
      { label: 'Promote churn' },
      { label: 'Register a version of churn' },
      { label: 'Roll back churn' },
      { label: 'Take churn out of a stage' },
      { label: 'Deregister a version of churn' },
      { label: 'Deprecate churn' },
    ],
  })
  expect(groupsOf('', { place: { kind: 'repo', slug: 'vision' } })[0]).toMatchObject({
    title: 'On this page',
    items: [{ label: 'Sync vision' }],
  })
})

test('the repository of the page is the first to sync', () => {
  expect(labels('sync', { place: { kind: 'repo', slug: 'vision' } }).slice(0, 3)).toEqual([
    ...['Sync vision', 'Sync ml', 'Sync vision-old'],
  ])
})

test('a model whose name begins with the text comes before pages', () => {
  const models = [{ repo: 'ml', name: 'settings-ranker' }]
  expect(labels('settings', { models }).slice(0, 2)).toEqual(['settings-ranker', 'Settings'])
})

test('a typed action is no search while its models are searched', () => {
  expect(labels('promote churn', { state: 'searching' })).toEqual([])
  expect(labels('churn', { state: 'searching' })).toEqual(['Search models for “churn”'])
})

test('what takes something away is marked', () => {
  const [here] = groupsOf('', { place: onChurn })
  const marked = here?.items.filter(({ tone }) => tone === 'danger').map(({ label }) => label)
  expect(marked).toEqual([
    ...['Take churn out of a stage', 'Deregister a version of churn', 'Deprecate churn'],
  ])
})

test('only what the person may do is offered', () => {
  const viewer = { may: ['own-tokens'], place: onChurn, models: [churn] } as const
  expect(labels('promote churn', viewer)).toEqual(['churn', 'Search models for “promote churn”'])
  expect(labels('roll', viewer)).toEqual(['churn', 'Search models for “roll”'])
  expect(labels('sync vision', viewer)).toEqual(['churn', 'Search models for “sync vision”'])
  const reader = { may: [], isSignedIn: false }
  expect(labels('token', reader)).toEqual(['API tokens', 'Search models for “token”'])
  expect(labels('sign', reader)).toEqual([...['Settings', 'Sign in', 'Search models for “sign”']])
})

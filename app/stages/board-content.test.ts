import { expect, test } from 'vitest'
import type { BoardHolderView, BoardPage } from '@/lib/views/board'
import { buildBoardContent } from './board-content'
import { boardHref, parseBoardSearch } from './board-search'

const signature = {
  status: 'unsigned',
  verdict: 'unsigned',
  policy: 'warn',
  format: null,
  signer: null,
  key: null,
} as const

function holder(version: string, more: Partial<BoardHolderView> = {}): BoardHolderView {
  const at = { assignedAt: '2026-01-01T00:00:00+00:00', commit: 'c', tag: `churn#${version}` }
  return { version, ...at, signature, behind: 1, behindPrevious: null, ...more }
}

const signed = { ...signature, status: 'verified', verdict: 'good' } as const

const board: BoardPage = {
  items: [
    {
      repo: 'ml',
      name: 'a:churn',
      latest: { version: 'v2.0.0', commit: 'c', registeredAt: '2026-01-02T00:00:00+00:00' },
      stages: {
        dev: ['v4', 'v3', 'v2', 'v1', 'v0'].map((version) => holder(version)),
        production: [holder('v1.0.0', { signature: signed, behindPrevious: 2 })],
      },
      waiting: [],
    },
  ],
  ...{ total: 1, page: 1, pageSize: 50, stages: ['dev', 'production'] },
}

test('the board sends what it shows, and each signature once', () => {
  const search = parseBoardSearch({ label: 'gpu', page: '2', open: 'ml:a:churn' })
  const rollBacks = [{ repo: 'ml', artifact: 'a:churn', stage: 'production', version: 'v0.9.0' }]
  const content = buildBoardContent({ board, rollBacks, transitions: [] }, search, null)
  expect(content.signatures).toEqual([signature, signed])
  const [row] = content.rows
  expect(row).toMatchObject({
    latest: { version: 'v2.0.0', at: '2026-01-02T00:00:00+00:00' },
    cut: 'no',
    mayPromote: 'no',
    open: 'yes',
    toggleHref: '/stages?label=gpu&page=2',
    repoHref: '/stages?label=gpu&repo=ml',
  })
  expect(row?.slots.dev?.holders.map(({ version }) => version)).toEqual(['v4', 'v3', 'v2'])
  expect(row?.slots.dev).toMatchObject({ more: 2, rollBackTo: null })
  expect(row?.slots.production).toEqual({
    holders: [
      {
        version: 'v1.0.0',
        at: '2026-01-01T00:00:00+00:00',
        signature: 1,
        behind: 1,
        behindPrevious: 2,
      },
    ],
    more: 0,
    rollBackTo: 'v0.9.0',
  })
})

test.each([
  [{}, '/stages'],
  [{ page: '0' }, '/stages'],
  [{ page: 'x', label: 'a b', owner: ['Ana', 'Bo'] }, '/stages?label=a+b&owner=Ana'],
  [{ page: '3', repo: 'ml', open: 'ml:churn' }, '/stages?repo=ml&page=3'],
])('the address of %j is %s', (params, href) => {
  expect(boardHref(parseBoardSearch(params))).toBe(href)
})

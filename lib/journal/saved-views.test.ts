import { describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import type { SavedView } from '@/lib/views/saved-view'
import {
  changeView,
  deleteView,
  listViews,
  MAX_LISTED,
  MAX_VIEWS,
  type NewView,
  saveView,
  type ViewEditor,
} from './saved-views'

const NOON = new Date('2026-03-01T12:00:00Z')
const ana = { id: 'https://id.example.com#ana', name: 'Ana' }
const bob = { id: 'https://id.example.com#bob', name: 'Bob' }

const asked: NewView = {
  name: 'Behind',
  query: 'is:behind owner:@me',
  tab: 'dataset',
  sort: '-updated',
  columns: ['name', 'stage:production'],
  pageSize: 100,
  shared: false,
}

async function save(db: Database, owner: typeof ana, change: Partial<NewView> = {}) {
  const saved = await saveView(db, owner, { asked: { ...asked, ...change }, now: NOON })
  if (typeof saved === 'string') throw new Error(saved)
  return saved
}

const own = ({ id }: typeof ana): ViewEditor => ({ id, may: 'own' })
const admin = ({ id }: typeof ana): ViewEditor => ({ id, may: 'own-and-shared' })

async function listNames(db: Database, reader: string | null, limit = MAX_LISTED) {
  const { items, total } = await listViews(db, reader, limit)
  return { names: items.map(({ name }) => name), total }
}

describe.each(databaseForms)('on the %s database', (form) => {
  test('a view is found as it was saved, and stays when the index is dropped', async () => {
    await withDatabase(form, async (db) => {
      const saved = await save(db, ana)
      const expected: SavedView = {
        ...{ ...asked, id: saved.id, owner: 'Ana', own: true },
        createdAt: '2026-03-01T12:00:00.000Z',
      }
      expect(saved).toEqual(expected)
      await dropIndex(db)
      expect(await listViews(db, ana.id, MAX_LISTED)).toEqual({ items: [expected], total: 1 })
    })
  })

  test('the usual order, columns and size are no choice, and odd characters are replaced', async () => {
    await withDatabase(form, async (db) => {
      const plain = { query: 'a\0b\ud800', tab: null, sort: null, columns: null, pageSize: null }
      await save(db, ana, plain)
      const { items } = await listViews(db, ana.id, MAX_LISTED)
      expect(items).toMatchObject([{ ...plain, query: 'a\u{fffd}b\u{fffd}' }])
    })
  })

  test('a reader finds their own views by name, then those that others share', async () => {
    await withDatabase(form, async (db) => {
      await save(db, ana, { name: 'b' })
      await save(db, ana, { name: 'A', shared: true })
      await save(db, bob, { name: '1', shared: true })
      await save(db, bob, { name: 'private' })
      expect(await listNames(db, ana.id)).toEqual({ names: ['A', 'b', '1'], total: 3 })
      expect(await listNames(db, ana.id, 2)).toEqual({ names: ['A', 'b'], total: 3 })
      expect(await listNames(db, bob.id)).toEqual({ names: ['1', 'private', 'A'], total: 3 })
      expect(await listNames(db, null)).toEqual({ names: ['1', 'A'], total: 2 })
      expect(await listNames(db, '')).toEqual({ names: ['1', 'A'], total: 2 })
      const { items } = await listViews(db, bob.id, MAX_LISTED)
      expect(items.map((view) => [view.owner, view.own])).toEqual([
        ['Bob', true],
        ['Bob', true],
        ['Ana', false],
      ])
    })
  })

  test('a name is that of one view of its owner', async () => {
    await withDatabase(form, async (db) => {
      await save(db, ana)
      expect(await saveView(db, ana, { asked, now: NOON })).toBe('name-taken')
      await save(db, bob)
      const other = await save(db, ana, { name: 'Other' })
      const change = { id: other.id, name: 'Behind', shared: true }
      expect(await changeView(db, own(ana), change)).toBe('name-taken')
      expect(await changeView(db, own(ana), { ...change, name: 'Other' })).toBe('done')
      expect(await listNames(db, ana.id)).toEqual({ names: ['Behind', 'Other'], total: 2 })
    })
  })

  test('a person has a hundred views at most', async () => {
    await withDatabase(form, async (db) => {
      for (let at = 1; at <= MAX_VIEWS; at += 1) await save(db, ana, { name: `view ${at}` })
      expect(await saveView(db, ana, { asked, now: NOON })).toBe('too-many')
      await save(db, bob)
      const { items } = await listViews(db, ana.id, 1)
      expect(await deleteView(db, own(ana), items[0]?.id ?? '')).toBe('done')
      await save(db, ana)
      expect(MAX_VIEWS).toBe(100)
    })
  })

  test('people change their own views, and admins those that are shared', async () => {
    await withDatabase(form, async (db) => {
      const hidden = await save(db, ana, { name: 'hidden' })
      const shared = await save(db, ana, { name: 'shared', shared: true })
      const rename = (editor: ViewEditor, { id }: SavedView, name: string) =>
        changeView(db, editor, { id, name, shared: true })
      for (const editor of [own(bob), admin(bob)]) {
        expect(await rename(editor, hidden, 'mine')).toBe('unknown')
        expect(await deleteView(db, editor, hidden.id)).toBe('unknown')
      }
      expect(await rename(own(bob), shared, 'mine')).toBe('not-own')
      expect(await deleteView(db, own(bob), shared.id)).toBe('not-own')
      expect(await listNames(db, ana.id)).toEqual({ names: ['hidden', 'shared'], total: 2 })

      expect(await rename(admin(bob), shared, 'better')).toBe('done')
      expect(await rename(own(ana), hidden, 'open')).toBe('done')
      expect(await listNames(db, null)).toEqual({ names: ['better', 'open'], total: 2 })
      expect(await deleteView(db, admin(bob), shared.id)).toBe('done')
      expect(await deleteView(db, own(ana), hidden.id)).toBe('done')
      expect(await deleteView(db, own(ana), hidden.id)).toBe('unknown')
      expect(await deleteView(db, own(ana), 'a\0b')).toBe('unknown')
      expect(await rename(own(ana), hidden, 'gone')).toBe('unknown')
      expect(await listNames(db, null)).toEqual({ names: [], total: 0 })
    })
  })
})

import { describe, expect, test } from 'vitest'
import type { SeenTag } from '@/lib/journal/seen-tags'
import { observeTags } from './observe-tags'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)
const C = 'c'.repeat(40)
const EARLY = new Date('2026-01-01T00:00:00Z')
const LATER = new Date('2026-01-02T00:00:00Z')
const NOW = new Date('2026-01-03T00:00:00Z')

function seen(oid: string, rest: Partial<SeenTag> = {}): SeenTag {
  return { tag: 'm@v1.0.0', oid, artifact: 'm', firstSeen: EARLY, vanishedAt: null, ...rest }
}

function observe(refs: Readonly<Record<string, string>>, before: readonly SeenTag[] = []) {
  const tags = new Map(Object.entries(refs))
  const names = [...tags.keys(), ...before.map((row) => row.tag)]
  return observeTags({ refs: tags, names, seen: before, at: NOW, look: 'later' })
}

describe('observeTags', () => {
  test('has no age for tags that existed before the first sync', async () => {
    const refs = new Map([['m@v1.0.0', A]])
    const found = await observeTags({ refs, names: refs.keys(), seen: [], at: NOW, look: 'first' })
    expect(found.tags.get('m@v1.0.0')).toEqual({ firstSeen: null, moved: null })
    expect(found.changes).toEqual([seen(A, { firstSeen: null })])
  })

  test('dates what comes later by our clock', async () => {
    const { tags, changes } = await observe({ 'm@v1.0.0': A })
    expect(tags.get('m@v1.0.0')).toEqual({ firstSeen: NOW, moved: null })
    expect(changes).toEqual([seen(A, { firstSeen: NOW })])
  })

  test('writes nothing of what is as it was', async () => {
    const { tags, changes, vanished } = await observe({ 'm@v1.0.0': A }, [seen(A)])
    expect(tags.get('m@v1.0.0')).toEqual({ firstSeen: EARLY, moved: null })
    expect([changes, [...vanished]]).toEqual([[], []])
  })

  test('sees a tag move', async () => {
    const { tags, changes } = await observe({ 'm@v1.0.0': B }, [seen(A)])
    expect(tags.get('m@v1.0.0')).toEqual({ firstSeen: NOW, moved: { from: A, at: NOW } })
    expect(changes).toEqual([seen(B, { firstSeen: NOW }), seen(A, { vanishedAt: NOW })])
  })

  test('does not forget that a tag moved when it moves back', async () => {
    const before = [seen(A, { vanishedAt: LATER }), seen(B, { firstSeen: LATER })]
    const { tags, changes } = await observe({ 'm@v1.0.0': A }, before)
    expect(tags.get('m@v1.0.0')).toEqual({ firstSeen: EARLY, moved: { from: B, at: NOW } })
    expect(changes).toEqual([seen(A), seen(B, { firstSeen: LATER, vanishedAt: NOW })])
  })

  test('names what a tag pointed at last', async () => {
    const before = [seen(A, { vanishedAt: EARLY }), seen(B, { vanishedAt: LATER }), seen(C)]
    expect((await observe({ 'm@v1.0.0': C }, before)).tags.get('m@v1.0.0')?.moved).toEqual({
      from: B,
      at: LATER,
    })
  })

  test('sees tags vanish, by artifact', async () => {
    const { tags, vanished, changes } = await observe({}, [seen(A), seen(B, { tag: 'm#prod#1' })])
    expect([tags.size, [...vanished]]).toEqual([0, [['m', ['m#prod#1', 'm@v1.0.0']]]])
    expect(changes.map((row) => row.vanishedAt)).toEqual([NOW, NOW])
  })

  test('takes a tag back that comes again as it was', async () => {
    const { tags, vanished, changes } = await observe({ 'm@v1.0.0': A }, [
      seen(A, { vanishedAt: LATER }),
    ])
    expect(tags.get('m@v1.0.0')).toEqual({ firstSeen: EARLY, moved: null })
    expect([changes, vanished.size]).toEqual([[seen(A)], 0])
  })

  test('a deleted tag that comes again as another has moved', async () => {
    const { tags } = await observe({ 'm@v1.0.0': B }, [seen(A, { vanishedAt: LATER })])
    expect(tags.get('m@v1.0.0')?.moved).toEqual({ from: A, at: LATER })
  })

  test('ignores other tags', async () => {
    expect((await observe({ 'v1.0.0': A, release: B })).changes).toEqual([])
  })
})

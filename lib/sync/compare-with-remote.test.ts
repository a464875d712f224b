import { describe, expect, test } from 'vitest'
import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import { compareWithRemote, type LastSync } from './compare-with-remote'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)

function versions(count: number, from = 0): Map<string, string> {
  const names = Array.from({ length: count }, (_, index) => `m@v1.0.${from + index}`)
  return new Map(names.map((name) => [name, A]))
}

const HEAD = { branch: 'main', commit: A }

/** A remote with one branch, HEAD, unless `more` says otherwise. */
function remoteOf(tags: Map<string, string>, more: Partial<RemoteRefs> = {}): RemoteRefs {
  return { head: HEAD, branches: new Map([['main', A]]), tags, tooLong: 0, hash: 'after', ...more }
}

const STORED = { refsHash: 'before', head: HEAD }
const NO_REFS = { head: null, branches: new Map() }

function compare(
  before: Map<string, string>,
  after: Map<string, string>,
  {
    remote = {},
    stored = STORED,
  }: { remote?: Partial<RemoteRefs>; stored?: LastSync['repo'] } = {},
) {
  return compareWithRemote({ tags: before, repo: stored }, remoteOf(after, remote))
}

function shrinkOf(...given: Parameters<typeof compare>) {
  return compare(...given).shrink?.message ?? null
}

const lost = (gone: number, of: number) =>
  `${gone} of ${of} registry tags are gone from the remote at once.`

describe('compareWithRemote', () => {
  test.each([
    ['all 19 gone', 19, 0, null],
    ['4 of 20 gone, a fifth', 20, 16, null],
    ['5 of 20 gone', 20, 15, lost(5, 20)],
    ['20 of 20 gone', 20, 0, lost(20, 20)],
    ['20 of 100 gone, a fifth', 100, 80, null],
    ['21 of 100 gone', 100, 79, lost(21, 100)],
  ])('%s', (_, before, after, shrink) => {
    expect(shrinkOf(versions(before), versions(after))).toEqual(shrink)
  })

  test('new tags do not compensate for lost ones', () => {
    const after = new Map([...versions(15), ...versions(50, 100)])
    expect(shrinkOf(versions(20), after)).toBe(lost(5, 20))
  })

  test('tags of other kinds do not count', () => {
    const others = Array.from({ length: 100 }, (_, index) => [`v${index}`, A] as const)
    expect(shrinkOf(new Map([...versions(30), ...others]), versions(30))).toBe(null)
  })

  test('moved tags are displaced and not gone', () => {
    const before = versions(20)
    const after = new Map([...before.keys()].map((name) => [name, B]))
    const found = compare(before, after)
    expect([found.displaced.length, found.shrink]).toEqual([20, null])
  })

  test('the same names have the same hash, in any order', () => {
    const gone = (names: Map<string, string>) => compare(names, new Map()).shrink?.hash
    const reversed = new Map([...versions(20)].reverse())
    expect(gone(versions(20))).toBe(gone(reversed))
    expect(gone(versions(20))).not.toBe(gone(versions(21)))
  })

  test('other tags than those that are gone do not change the hash', () => {
    const after = (count: number) => compare(versions(20 + count), versions(count, 20)).shrink?.hash
    expect(after(10)).toBe(after(20))
  })

  describe('a remote that had refs', () => {
    const NOTHING = 'The remote had branches or tags and lists none now.'
    const HEADLESS = (of: number) =>
      `HEAD and all registry tags (${of}) are gone from the remote at once.`

    test.each([0, 1, 2, 19, 20])('and lists none: %i registry tags', (count) => {
      expect(shrinkOf(versions(count), new Map(), { remote: NO_REFS })).toBe(NOTHING)
    })

    test('and lists none, when the index is dropped and a tag was seen', () => {
      const given = { remote: NO_REFS, stored: null }
      expect(shrinkOf(versions(1), new Map(), given)).toBe(NOTHING)
      expect(shrinkOf(versions(0), new Map(), given)).toBe(null)
    })

    test('and lists none, with the names of what is gone in the hash', () => {
      const given = { remote: NO_REFS }
      const hashOf = (count: number) => compare(versions(count), new Map(), given).shrink?.hash
      expect(hashOf(2)).not.toBe(hashOf(3))
      expect(hashOf(20)).not.toBe(compare(versions(20), new Map()).shrink?.hash)
    })

    test('and did not change: it was empty before', () => {
      const given = { remote: { ...NO_REFS, hash: 'before' }, stored: { ...STORED, head: null } }
      expect(shrinkOf(versions(0), new Map(), given)).toBe(null)
    })

    test.each([1, 19])('without HEAD and without any of %i registry tags', (count) => {
      const given = { remote: { head: null } }
      expect(shrinkOf(versions(count), new Map(), given)).toBe(HEADLESS(count))
      expect(shrinkOf(versions(count), versions(1), given)).toBe(null)
      expect(shrinkOf(versions(count), new Map([['v1', A]]), given)).toBe(HEADLESS(count))
    })

    test('that never had HEAD loses a few registry tags as others do', () => {
      const given = { remote: { head: null }, stored: { ...STORED, head: null } }
      expect(shrinkOf(versions(3), new Map(), given)).toBe(null)
    })
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery } from '@/lib/search/parse-query'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { buildRepoCatalog } from './build-repo-catalog'
import { openEvaluator } from './evaluate-query'

/** How many of the models with these texts the query finds. */
function count(texts: readonly string[], q: string): number {
  const times = { latest_seconds: null, promoted_seconds: null, behind_since: null }
  const rows = texts.map((text, at) => {
    const name = `m${String(at).padStart(6, '0')}`
    return { repo: 'ml', name, text, facets: [], updated_seconds: 0n, version_count: 0, ...times }
  })
  const catalog = new Map([['ml', buildRepoCatalog(rows)]])
  const nothing = { columns: new Map(), sources: new Map(), waiting: [], me: [] }
  const found = openEvaluator({ catalog, ...nothing, now: new Date(0) })(parseQuery(q).query)
  return found.get('ml')?.reduce((sum, one) => sum + one, 0) ?? 0
}

test('a word with a star is found where a word begins, also after places where none does', () => {
  const letters = fc.array(fc.constantFrom('a', 'b', '-', '\u{e9}', '1'), { maxLength: 12 })
  fc.assert(
    fc.property(letters, letters, (some, more) => {
      const [text, word] = [some.join(''), `a${more.slice(0, 4).join('')}`]
      const starts = [...text].some(
        (_, at) => text.startsWith(word, at) && (at === 0 || text[at - 1] === '-'),
      )
      expect(count([text], `"${word}"*`)).toBe(starts ? 1 : 0)
    }),
    { numRuns: 2000 },
  )
})

test('a search takes no longer where a word is in a text at every character', () => {
  const texts = Array.from({ length: 500 }, () => `x${'a'.repeat(3_999)}`)
  const q = 'a* '.repeat(166)
  const seconds = cpuSeconds(() => {
    expect(count(texts, q)).toBe(0)
  })
  expect(seconds).toBeLessThan(MAX_CPU_SECONDS)
})

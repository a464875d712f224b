import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseQuery } from '@/lib/search/parse-query'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { listReference } from '@/lib/testing/reference-filter'
import { buildSearchWorld, writeSearchWorld } from '@/lib/testing/search-world'
import { completeSearch } from './complete-search'
import type { Viewer } from './viewer'

const world = buildSearchWorld()

describe.each(databaseForms)('completions, %s', (form) => {
  let tested: TestDatabase

  beforeAll(async () => {
    tested = await openTestDatabase(form)
    await writeSearchWorld(tested.database, world)
  })

  afterAll(() => tested.remove())

  /** The caret stands at the bar. */
  async function complete(marked: string, viewer: Viewer = { repos: 'all' }) {
    const caret = marked.indexOf('|')
    const request = { text: marked.replace('|', ''), caret, now: world.now, me: world.me }
    const { from, to, items, models } = await completeSearch(tested.database, viewer, request)
    return {
      at: [from, to],
      items: items.map(({ text, count }) => (count === null ? text : `${text}${count}`)),
      models: models.map(({ repo, name }) => `${repo}/${name}`),
    }
  }

  test('of nothing are the qualifiers', async () => {
    const { items, models } = await complete('|')
    expect(items.slice(0, 3)).toEqual(['label:', 'owner:', 'stage:'])
    expect(items).toContain('metric.')
    expect([items.length, models]).toEqual([16, []])
  })

  test('of a word are qualifiers, values and models, best match first', async () => {
    const { at, items, models } = await complete('-straße chur|')
    expect([at, items]).toEqual([[8, 12], []])
    expect(models).toEqual([
      'edge-vision/churn',
      'ml/churn',
      'edge-vision/churn-2',
      'ml/churn-2',
      'edge-vision/churn-eu',
    ])
    expect((await complete('st|')).items).toEqual(['stage:', 'stage:staging 9', 'label:straße 4'])
  })

  test('of a value are counted under the rest of the search', async () => {
    expect((await complete('label:n|')).items).toEqual(['"vision 2" 5', 'nlp-eu 4', 'nlp 3'])
    const query = (q: string) => listReference(parseQuery(q).query, world).length
    expect([query('label:"vision 2"'), query('label:nlp-eu'), query('label:nlp')]).toEqual([
      5, 4, 3,
    ])
    expect((await complete('label:"vision 2" owner:so|')).items).toEqual([
      `"Ana Souza" ${query('label:"vision 2" owner:"Ana Souza"')}`,
    ])
    expect((await complete('is:st|')).items).toEqual(
      ['stale', 'stale-lineage'].map((state) => `${state} ${query(`is:${state}`)}`),
    )
    expect((await complete('nowhere label:|')).items).toEqual([])
  })

  test('of a metric are its names, its operators and the stages', async () => {
    expect((await complete('metric.|')).items).toEqual(['auc:', '"mAP@0.5":'])
    expect((await complete('param.o|')).items).toEqual(['optimizer:'])
    expect((await complete('metric."mAP@|')).items).toEqual(['"mAP@0.5":'])
    expect((await complete('metric.auc:|')).items).toEqual(['>', '>=', '<', '<='])
    expect((await complete('metric.auc@pro|')).items).toEqual(['production:14'])
  })

  test('name nothing of repositories that the viewer may not see', async () => {
    expect(await complete('repo:|', { repos: ['ml'] })).toMatchObject({ items: ['ml 16'] })
    expect(await complete('metric.|', { repos: [] })).toMatchObject({ items: [] })
    expect(await complete('churn|', { repos: [] })).toMatchObject({ items: [], models: [] })
  })
})

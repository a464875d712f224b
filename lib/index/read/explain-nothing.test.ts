import { expect, test } from 'vitest'
import { formatQuery } from '@/lib/search/format-query'
import { parseQuery } from '@/lib/search/parse-query'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildSearchWorld, writeSearchWorld } from '@/lib/testing/search-world'
import { explainNothing } from './explain-nothing'

const world = buildSearchWorld()

test.each(databaseForms)(
  'a search without a result says which part found none, %s',
  async (form) => {
    await withDatabase(form, async (db) => {
      await writeSearchWorld(db, world)
      const explain = async (q: string) => {
        const { query } = parseQuery(q)
        const parts = await explainNothing(db, { repos: 'all' }, { ...world, query })
        return parts.map(({ part, alone, rest, without, nearest }) => [
          formatQuery(part),
          alone,
          formatQuery(rest),
          without,
          nearest.map(formatQuery),
        ])
      }
      expect(await explain('ocr label:nlpp owner:"Ana Sousa"')).toEqual([
        ['ocr', 4, 'label:nlpp owner:"Ana Sousa"', 0, []],
        ['label:nlpp', 0, 'ocr owner:"Ana Sousa"', 0, ['ocr owner:"Ana Sousa" label:nlp']],
        ['owner:"Ana Sousa"', 0, 'ocr label:nlpp', 0, ['ocr label:nlpp owner:"Ana Souza"']],
      ])
      expect(await explain('ocr -repo:ml,edge-vision')).toEqual([
        ['ocr', 4, '-repo:ml,edge-vision', 0, []],
        ['-repo:ml,edge-vision', 0, 'ocr', 4, []],
      ])
      // Both must hold, also where they are of one qualifier.
      expect((await explain('label:nlp label:nlpp'))[1]).toEqual([
        ...['label:nlpp', 0, 'label:nlp', 3, ['label:nlp label:nlp']],
      ])
      expect((await explain('label:gbm label:nlpp'))[1]?.[4]).toEqual(['label:gbm label:nlp'])
      // A value that a model has is spelled right.
      expect(await explain('is:moved label:nlp -type:model')).toEqual([
        ['is:moved', 9, 'label:nlp -type:model', 0, []],
        ['label:nlp', 3, 'is:moved -type:model', 7, []],
        ['-type:model', 22, 'is:moved label:nlp', 1, []],
      ])
      const hidden = await explainNothing(
        db,
        { repos: [] },
        { ...world, query: parseQuery('label:nlpp').query },
      )
      expect(hidden).toMatchObject([{ alone: 0, without: 0, nearest: [] }])
    })
  },
)

import { expect, test } from 'vitest'
import { writeIndex } from '@/lib/index/write/write-index'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { buildArtifact, buildTag, START } from '@/lib/testing/registry-artifact'
import { listModels } from './list-models'
import { preparePast } from './past-catalog'

const viewer = { repos: 'all' } as const

test.each(databaseForms)(
  'too many instants at once are refused, and read later, %s',
  async (form) => {
    await withDatabase(form, async (db) => {
      const churn = buildArtifact('churn', [buildTag('churn@v1.0.0')])
      await writeIndex(db, buildIndexWrite({ artifacts: [churn] }))
      const prepare = (at: number) => preparePast(db, { viewer, at: START + at })
      const results = await Promise.allSettled(Array.from({ length: 25 }, (_, at) => prepare(at)))
      expect(results.map(({ status }) => status)).toEqual([
        ...Array.from({ length: 20 }, () => 'fulfilled'),
        ...Array.from({ length: 5 }, () => 'rejected'),
      ])
      // What has been read is no more work, and neither is the same instant for many.
      const again = [
        ...Array.from({ length: 20 }, (_, at) => at),
        ...Array.from({ length: 30 }, () => 24),
      ]
      await Promise.all(again.map(prepare))
      const request = { ...buildModelsRequest({}), at: START + 23 }
      expect((await listModels(db, viewer, request)).total).toBe(1)
    })
  },
)

import { expect, test } from 'vitest'
import { writeIndex } from '@/lib/index/write/write-index'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import { listFrom, listMeasureNames, readMeasures } from './list-measures'

const churn = buildArtifact(
  'churn',
  [
    buildTag('churn@v1.0.0', { alias: 'a', minutes: 1 }),
    buildTag('churn@v1.1.0', { alias: 'b', minutes: 2 }),
    buildTag('churn#prod#1', { alias: 'a', minutes: 3 }),
  ],
  {
    facts: {
      a: { metrics: { auc: { number: '0.90' }, 'mAP@0.5': 0.7 }, params: { opt: 'Adam' } },
      b: { metrics: { auc: { number: 'nan' }, f1: 0.5 }, params: { opt: 'sgd', deep: true } },
    },
  },
)

test.each(databaseForms)('metrics and params are columns as files spell them, %s', async (form) => {
  await withDatabase(form, async (db) => {
    await writeIndex(db, buildIndexWrite({ artifacts: [churn] }))
    expect(await listMeasureNames(db, { repos: 'all' })).toEqual([
      ...['metric.auc', 'metric.f1', 'metric.mAP@0.5', 'param.deep', 'param.opt'],
    ])
    expect(await listMeasureNames(db, { repos: ['other'] })).toEqual([])
    const models = [
      { repo: 'ml', name: 'churn' },
      { repo: 'ml', name: 'other' },
    ]
    const columns = [
      'metric.auc',
      'metric.auc@prod',
      'param.opt@prod',
      'param.deep',
      'metric.f1@prod',
      'metric."mAP@0.5"@prod',
      'metric."mAP@0.5"',
      'name',
    ]
    expect(await readMeasures(db, models, { columns })).toEqual(
      new Map([
        [
          'ml/churn',
          {
            'metric.auc': 'nan',
            'metric.auc@prod': '0.90',
            'metric."mAP@0.5"@prod': '0.7',
            'param.opt@prod': 'Adam',
            'param.deep': 'true',
          },
        ],
      ]),
    )
    expect(await readMeasures(db, models, { columns: ['name'] })).toEqual(new Map())
  })
})

test.each(databaseForms)('names that do not begin so are not gone through, %s', async (form) => {
  await withDatabase(form, async (db) => {
    await writeIndex(db, buildIndexWrite({ artifacts: [churn] }))
    const plans: string[] = []
    const explained: Pick<typeof db, 'query'> = {
      query: async (sql, values) => {
        const { rows } = await db.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${String(sql)}`, values)
        const plan = (rows[0] as { readonly 'QUERY PLAN': unknown })['QUERY PLAN']
        plans.push(JSON.stringify(typeof plan === 'string' ? JSON.parse(plan) : plan))
        return await db.query(sql, values)
      },
    }
    expect(await listFrom(explained, { repos: 'all' }, 'metric.au')).toEqual(['metric.auc'])
    const [, steps] = /"Recursive Union".*?"Actual Rows":(\d+)/.exec(plans[0] ?? '') ?? []
    // The one name, and that there is no other one.
    expect(Number(steps)).toBe(2)
  })
})

import { expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import { writeRepos } from '@/lib/index/write/write-repos'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import { findModel, hasModel } from './find-model'
import { listEvents } from './list-events'
import { listModels, type ModelsRequest } from './list-models'
import { listRepos } from './list-repos'
import { listStages } from './list-stages'
import { resolveVersion } from './resolve-version'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }
const some: Viewer = { repos: ['ml'] }

const churn = buildArtifact('churn', [
  buildTag('churn@v1.0.0', { minutes: 1 }),
  buildTag('churn#prod#1', { minutes: 2 }),
])

const request = buildModelsRequest()

/** What reads ask the database for. */
function count(database: Database) {
  const statements: string[] = []
  const counted: Database = {
    ...database,
    query: (sql, values) => {
      statements.push(typeof sql === 'string' ? 'unnamed' : (sql.name ?? 'unnamed'))
      return database.query(sql, values)
    },
    get prisma() {
      statements.push('prisma')
      return database.prisma
    },
  }
  return { counted, take: () => statements.splice(0) }
}

test.each(databaseForms)('each read is one statement, %s', async (form) => {
  await withDatabase(form, async (database) => {
    await writeRepos(database, [{ slug: 'ml', url: 'https://git.example.com/ml.git' }])
    await writeIndex(database, buildIndexWrite({ artifacts: [churn] }))
    const { counted, take } = count(database)
    const taken = async (read: Promise<unknown>) => {
      await read
      return take()
    }
    const stage = { stage: 'prod' }
    const latest = { version: 'latest' }
    for (let time = 0; time < 2; time += 1) {
      const resolve = (what: typeof stage | typeof latest) =>
        resolveVersion(counted, allRepos, 'ml', 'churn', what)
      expect(await taken(resolve(stage))).toEqual(['resolve-stage'])
      expect(await taken(resolve(latest))).toEqual(['resolve-version'])
      expect(await taken(findModel(counted, allRepos, { repo: 'ml', name: 'churn' }))).toEqual([
        'find-model',
      ])
      expect(await taken(hasModel(counted, allRepos, 'ml', 'churn'))).toEqual(['has-model'])
      expect(await taken(listRepos(counted, allRepos))).toEqual(['list-repos'])
      expect(await taken(listEvents(counted, allRepos, { limit: 50 }))).toEqual(['unnamed'])
    }
    expect(await taken(resolveVersion(counted, { repos: [] }, 'ml', 'churn', stage))).toEqual([])
  })
})

test.each(databaseForms)('a list reads nothing twice from one revision, %s', async (form) => {
  await withDatabase(form, async (database) => {
    await writeIndex(database, buildIndexWrite({ artifacts: [churn] }))
    const { counted, take } = count(database)
    const list = async (viewer: Viewer, more: Partial<ModelsRequest> = {}) => {
      const { total, items } = await listModels(counted, viewer, { ...request, ...more })
      return [total, items.length, ...take()]
    }
    expect(await list(allRepos)).toEqual([1, 1, 'index-state', 'prisma'])
    expect(await list(allRepos)).toEqual([1, 1, 'index-state'])
    expect(await list(allRepos, buildModelsRequest({ sort: '-name' }))).toEqual([
      ...[1, 1],
      ...['index-state', 'list-models'],
    ])
    expect(await list(allRepos, { page: 2 })).toEqual([1, 0, 'index-state', 'list-models'])
    expect(await list(some)).toEqual([1, 1, 'index-state', 'list-models'])
    expect(await list(some)).toEqual([1, 1, 'index-state'])
    const { query } = buildModelsRequest({ q: 'label:none' })
    expect(await list(allRepos, { query })).toEqual([0, 0, 'index-state', 'list-models'])
    expect(await list(allRepos, { query })).toEqual([0, 0, 'index-state'])
    const measured = buildModelsRequest({ q: 'metric.auc:>0 churn' })
    expect(await list(allRepos, measured)).toEqual([0, 0, 'index-state', 'prisma'])
    const other = buildModelsRequest({ q: 'metric.auc:>1' })
    expect(await list(allRepos, other)).toEqual([0, 0, 'index-state', 'list-models'])
    expect([await listStages(counted, allRepos), ...take()]).toEqual([
      ['dev', 'prod'],
      'list-stages',
    ])

    await writeIndex(database, buildIndexWrite({ removedArtifacts: ['churn'] }))
    expect(await list(allRepos)).toEqual([0, 0, 'index-state', 'prisma'])
    expect(await list(allRepos)).toEqual([0, 0, 'index-state'])
    expect([await listStages(counted, some), ...take()]).toEqual([
      ...[['dev', 'prod'], 'list-stages'],
    ])
  })
})

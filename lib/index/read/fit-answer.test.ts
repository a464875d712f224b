import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import { LIMITS } from '@/lib/repo-data/limits'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import type { EventPage } from '@/lib/views/event'
import type { ModelDetailView } from '@/lib/views/model'
import { findModel } from './find-model'
import { listEvents } from './list-events'
import { listModels } from './list-models'
import { listVersions } from './list-versions'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }
const MAX_BYTES = 2 * 1024 * 1024

/** What JSON writes with six characters for one. */
const message = '\u0001'.repeat(LIMITS.textBytes)
const labels = Array.from({ length: LIMITS.labels }, (_, at) =>
  `${at}${'\u0001'.repeat(LIMITS.labelCharacters)}`.slice(0, LIMITS.labelCharacters),
)

/** A model with as much text as the limits allow, in as many versions. */
function buildLarge(name: string, versions: number) {
  const tags = Array.from({ length: versions }, (_, at) =>
    buildTag(`${name}@v1.0.${at}`, { alias: `${name}${at}`, minutes: at, message }),
  )
  const params = Object.fromEntries(
    Array.from({ length: 32 }, (_, at) => [`p${at}`, '"'.repeat(LIMITS.valueCharacters)]),
  )
  const all = { description: message, labels, params, annotated: true }
  const facts = Object.fromEntries(
    Array.from({ length: versions }, (_, at) => [`${name}${at}`, all]),
  )
  return buildArtifact(name, tags, { facts, head: `${name}0` })
}

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value))

describe.each(databaseForms)('no answer is larger than 2 MB, %s', (form) => {
  let seeded: TestDatabase
  let db: Database

  beforeAll(async () => {
    seeded = await openTestDatabase(form)
    db = seeded.database
    const small = buildArtifact('small', [buildTag('small@v1.0.0', { minutes: 1 })])
    const large = Array.from({ length: 20 }, (_, at) => buildLarge(`l${at}`, at === 0 ? 60 : 1))
    await writeIndex(db, buildIndexWrite({ artifacts: [small, ...large] }))
  })

  afterAll(() => seeded.remove())

  test('the versions of a model go on where the answer before ended', async () => {
    const found: string[] = []
    const sizes: number[] = []
    let next: string | null | undefined
    do {
      const before = next ?? undefined
      const request = { repo: 'ml', name: 'l0', ...(before === undefined ? {} : { before }) }
      const model: ModelDetailView | null = await findModel(db, allRepos, request)
      expect(model?.versionTotal).toBe(60)
      sizes.push(sizeOf(model))
      found.push(...(model?.versions ?? []).map(({ version }) => version))
      next = model?.next
    } while (next != null)
    expect(found).toEqual(Array.from({ length: 60 }, (_, at) => `v1.0.${59 - at}`))
    expect(sizes.length).toBeGreaterThan(10)
    expect(Math.max(...sizes)).toBeLessThan(MAX_BYTES)
  })

  test('a page of versions is what its number says', async () => {
    const request = { repo: 'ml', name: 'l0', pageSize: 7 }
    const page = await listVersions(db, allRepos, { ...request, page: 9 })
    expect(page.map(({ version }) => version)).toEqual(['v1.0.3', 'v1.0.2', 'v1.0.1', 'v1.0.0'])
    expect(await listVersions(db, { repos: [] }, { ...request, page: 1 })).toEqual([])
  })

  test('events go on where the page before ended', async () => {
    const tags: string[] = []
    let before: string | undefined
    let pages = 0
    do {
      const request = { limit: 500, ...(before === undefined ? {} : { before }) }
      const page: EventPage = await listEvents(db, allRepos, request)
      expect(sizeOf(page)).toBeLessThan(MAX_BYTES)
      tags.push(...page.items.map(({ tag }) => tag))
      before = page.next ?? undefined
      pages += 1
    } while (before !== undefined)
    expect(new Set(tags).size).toBe(80)
    expect(tags.length).toBe(80)
    expect(pages).toBeGreaterThan(3)
  })

  test('a list that would be too long leaves out what makes its longest models long', async () => {
    const page = await listModels(db, allRepos, buildModelsRequest({ pageSize: 500 }))
    expect(page.items.length).toBe(21)
    expect(sizeOf(page)).toBeLessThan(MAX_BYTES)
    const [large] = page.items
    expect(large).toMatchObject({ name: 'l0', cut: true, description: '', labels: [], stages: {} })
    expect(large?.latest?.version).toBe('v1.0.59')
    const small = page.items.find(({ name }) => name === 'small')
    expect([small?.cut, small?.owners.length]).toEqual([undefined, 1])
  })
})

import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { findModel } from '@/lib/index/read/find-model'
import { findVersion } from '@/lib/index/read/find-version'
import { listBoard } from '@/lib/index/read/list-board'
import { listEvents } from '@/lib/index/read/list-events'
import { listModels } from '@/lib/index/read/list-models'
import { resolveVersion } from '@/lib/index/read/resolve-version'
import { listStoredFacts } from '@/lib/index/write/stored'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { type BranchDeclaration, deriveBranch } from '@/lib/registry/branch'
import { deriveArtifact } from '@/lib/registry/derive-artifact'
import { groupTags } from '@/lib/registry/group-tags'
import type { ArtifactName } from '@/lib/registry/names'
import { listAnnotated } from '@/lib/registry/owners'
import { openPeople } from '@/lib/registry/people'
import { answer } from '@/lib/registry/testing/build-look'
import { listFiles } from '@/lib/registry/testing/list-files'
import { openRepo } from '@/lib/registry/testing/open-repo'
import { formatMeasure } from '@/lib/search/measure-name'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { createGitRepo } from '@/lib/testing/git-repo'
import { buildProofs } from '@/lib/testing/index-write'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { listReference } from '@/lib/testing/reference-filter'
import { openSyncFixture } from '@/lib/testing/sync-fixture'
import type { ModelDetailView, ModelView } from '@/lib/views/model'

const FOLDER = 'lib/testing/conformance/repos'
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.fi'))
  .map((file) => file.slice(0, -3))

const INSTANTS = 20
const all = { repos: 'all' } as const

/** The tags of each artifact, and today's branch with its stages but without what it declares. */
function readStream(name: string) {
  const repo = openRepo(`${FOLDER}/${name}.fi`)
  const { head, source } = repo
  const listing = listFiles(
    repo.pathsAt(head.commit),
    (file) => source(head.commit, file)?.oid ?? '',
  )
  const { value } = answer(source, (look) => deriveBranch(head, listing, look))
  repo.remove()
  return {
    artifacts: groupTags(repo.tags).artifacts,
    branches: [{ ...value, artifacts: new Map() }],
  }
}

/** Just before, at and after events, spread over the history. */
function listInstants(tags: readonly AnnotatedTag[]): readonly number[] {
  const seconds = [...new Set(tags.map(({ at }) => at.seconds))].sort((a, b) => a - b)
  return Array.from({ length: INSTANTS }, (_, index) => {
    const place = Math.floor((index * seconds.length) / INSTANTS)
    return (seconds[place] ?? 0) + (index % 3) - 1
  })
}

function formatDerived({ latest, deprecated, versions, stages }: RegistryArtifact) {
  return {
    latest: latest && { version: latest.name, commit: latest.commit },
    deprecated,
    stages: [...stages].map(([stage, held]) => [
      stage,
      held.map(({ version, assignment, behind }) => ({
        ...{ version: version.name, commit: version.commit, tag: assignment.tag.name, behind },
      })),
    ]),
    versions: versions
      .map(({ name, commit, registered, active, stages, registration }) => {
        const tag = registration?.tag.name ?? null
        return { version: name, commit, registered, active, stages, tag }
      })
      .sort(compareVersions),
  }
}

function formatRead({ latest, deprecated, versions, stages }: ModelDetailView) {
  return {
    latest: latest && { version: latest.version, commit: latest.commit },
    deprecated,
    stages: Object.entries(stages).map(([stage, held]) => [
      stage,
      held.map(({ version, commit, tag, behind }) => ({ version, commit, tag, behind })),
    ]),
    versions: versions
      .map(({ version, commit, registered, active, stages, tag }) => {
        return { version, commit, registered, active, stages, tag }
      })
      .sort(compareVersions),
  }
}

const compareVersions = (
  a: { readonly version: string; readonly commit: string },
  b: { readonly version: string; readonly commit: string },
) => (`${a.version} ${a.commit}` < `${b.version} ${b.commit}` ? -1 : 1)

/** What a stage and the latest version are said to be at the instant. */
async function readPointers(database: Database, repo: string, model: ModelDetailView, at: number) {
  const { name, stages, latest } = model
  for (const [stage, [holder]] of Object.entries(stages)) {
    const found = await resolveVersion(database, all, repo, name, { stage, at })
    expect(found).toMatchObject({ kind: 'found', version: holder?.version, tag: holder?.tag })
  }
  const found = await findVersion(database, all, { repo, name, version: 'latest', at })
  expect(found?.version ?? null).toBe(latest?.version ?? null)
}

/** The version that each event was known to be of at the instant, newest first. */
async function readEventVersions(database: Database, repo: string, artifact: string, at: number) {
  const { items, next } = await listEvents(database, all, { repo, artifact, at, limit: 2_000 })
  expect(next).toBe(null)
  return items.map(({ tag, version }) => [tag, version])
}

/** Every model that held something, with what each stage held. */
async function readBoard(database: Database, at: number) {
  const filter = { label: null, owner: null, repo: null }
  const request = { filter, page: 1, pageSize: 500, waiting: [], at }
  const { items, total } = await listBoard(database, all, request)
  expect(total).toBe(items.length)
  return new Map(
    items.map(({ name, stages }) => [
      name,
      Object.entries(stages).map(([stage, [holder]]) => [stage, holder?.version]),
    ]),
  )
}

/** Searches of the past, and those for the metrics that a registry has. */
const QUERIES = [
  ...[
    '',
    'stage:*',
    '-stage:production,prod,dev',
    'is:behind',
    'is:unpromoted',
    'is:deprecated',
    'is:unsigned',
  ],
  ...[
    'is:stale',
    '-has:metrics has:params',
    'has:lineage OR has:card',
    'version:>=v1',
    'version:<v1 -is:behind',
  ],
  ...[
    'promoted:*',
    'promoted:>2022-06',
    'updated:2021..2022',
    'registered:<2023',
    'type:model',
    'label:*',
    'owner:*',
  ],
  ...['a', '-mod', 'e* OR i*', 'is:moved,waiting', 'has:problems', 'signer:*'],
]

type Registry = {
  readonly slug: string
  readonly artifacts: ReadonlyMap<ArtifactName, readonly AnnotatedTag[]>
  readonly branches: readonly BranchDeclaration[]
}

/** What a clone with the tags up to the instant has: facts and owners are those of the latest version then. */
async function deriveModels(
  database: Database,
  { slug, artifacts, branches }: Registry,
  at: number,
) {
  const stored = await listStoredFacts(database, slug, [...artifacts.keys()])
  // All tags of today say who is the same person.
  const taggers = [...artifacts.values()].flat().map(({ tagger }) => tagger)
  const joinOwners = openPeople({ configured: [], mailmap: branches[0]?.mailmap ?? [], taggers })
  return [...artifacts].flatMap(([name, own]) => {
    const tags = own.filter((tag) => tag.at.seconds <= at)
    if (tags.length === 0) return []
    const known = [...(stored.get(name) ?? [])]
    const facts = new Map(known.map(([oid, one]) => [oid, one.facts]))
    const commits = new Map(known.flatMap(([oid, { commit }]) => (commit ? [[oid, commit]] : [])))
    const rule = { versionsPerStage: 'one' } as const
    const derived = deriveArtifact({ name, tags, branches, commits, facts, ...rule })
    const latest = derived.latest?.facts ?? null
    const owners = joinOwners(listAnnotated(latest))
    return [{ ...derived, facts: latest, owners, problems: [] }]
  })
}

/** A search for a metric of the latest version, and of each stage, where the models have any. */
function listMeasureQueries(models: readonly RegistryArtifact[]): readonly string[] {
  const names = models
    .flatMap(({ latest }) => Object.keys(latest?.facts?.metrics ?? {}))
    .slice(0, 2)
  const stages = [...new Set(models.flatMap((model) => [...model.stages.keys()]))]
  return names.flatMap((name) =>
    [null, ...stages].map((stage) => `${formatMeasure({ name: `metric.${name}`, stage })}:>0.5`),
  )
}

/** The list of models and searches say of the instant what the tags up to it say. */
async function checkList(database: Database, registry: Registry, at: number) {
  const derived = await deriveModels(database, registry, at)
  const models = derived.map((artifact) => {
    const proofs = buildProofs([artifact])
    return { repo: registry.slug, artifact, proofs, hasStaleLineage: false }
  })
  const world = { models, now: new Date(at * 1000), me: [], waiting: [] }
  for (const q of [...QUERIES, ...listMeasureQueries(derived)]) {
    const request = { ...buildModelsRequest({ q, sort: 'name', pageSize: 500 }), at }
    const { items, total } = await listModels(database, all, request)
    const found = items.map(({ repo, name }) => `${repo}/${name}`)
    expect([q, ...found.sort()]).toEqual([q, ...listReference(request.query, world)])
    expect(total).toBe(found.length)
    if (q === '')
      expect(items.map(formatItem)).toEqual(derived.map(formatArtifact).sort(compareNames))
  }
}

const compareNames = (a: { readonly name: string }, b: { readonly name: string }) =>
  a.name < b.name ? -1 : 1

function formatItem({ name, latest, stages, versionCount, deprecated, owners }: ModelView) {
  const held = Object.entries(stages).map(([stage, [one]]) => [stage, one?.version, one?.behind])
  const people = owners.map((owner) => [owner.name, ...owner.aliases])
  return { name, latest: latest?.version ?? null, held, versionCount, deprecated, people }
}

function formatArtifact({ name, latest, stages, versions, deprecated, owners }: RegistryArtifact) {
  const held = [...stages].map(([stage, [one]]) => [stage, one?.version.name, one?.behind])
  const versionCount = versions.filter((one) => one.registered && one.active).length
  const people = owners.map((owner) => [owner.name, ...owner.aliases])
  return { name, latest: latest?.name ?? null, held, versionCount, deprecated, people }
}

describe.each(databaseForms)('the past of nine real registries, %s', (form) => {
  test.each(names)('%s', async (name) => {
    const { artifacts, branches } = readStream(name)
    const repo = await createGitRepo()
    await repo.importStream(`${FOLDER}/${name}.fi`)
    await withDatabase(form, async (database) => {
      const fixture = await openSyncFixture(database, { repos: { [name]: repo.dir } })
      expect(await fixture.sync(name)).toBe('written')
      for (const [artifact, own] of artifacts) {
        for (const at of listInstants(own)) {
          const then = own.filter((tag) => tag.at.seconds <= at)
          const derived = deriveArtifact({
            ...{ name: artifact, tags: then, branches, versionsPerStage: 'one' },
            ...{ commits: new Map(), facts: new Map() },
          })
          const model = await findModel(database, all, { repo: name, name: artifact, at })
          expect(model === null).toBe(then.length === 0)
          if (model === null) continue
          expect(formatRead(model)).toEqual(formatDerived(derived))
          expect(await readEventVersions(database, name, artifact, at)).toEqual(
            derived.events.map(({ tag, version }) => [tag.name, version]).reverse(),
          )
          await readPointers(database, name, model, at)
          const held = Object.entries(model.stages).map(([stage, [one]]) => [stage, one?.version])
          const board = await readBoard(database, at)
          expect(board.get(artifact) ?? []).toEqual(held)
        }
      }
      for (const at of listInstants([...artifacts.values()].flat())) {
        await checkList(database, { slug: name, artifacts, branches }, at)
      }
      await fixture.close()
    })
  })
})

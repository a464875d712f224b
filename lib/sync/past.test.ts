import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { findModel } from '@/lib/index/read/find-model'
import { findVersion } from '@/lib/index/read/find-version'
import { listBoard } from '@/lib/index/read/list-board'
import { resolveVersion } from '@/lib/index/read/resolve-version'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { deriveBranch } from '@/lib/registry/branch'
import { deriveArtifact } from '@/lib/registry/derive-artifact'
import { groupTags } from '@/lib/registry/group-tags'
import { answer } from '@/lib/registry/testing/build-look'
import { listFiles } from '@/lib/registry/testing/list-files'
import { openRepo } from '@/lib/registry/testing/open-repo'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { createGitRepo } from '@/lib/testing/git-repo'
import { openSyncFixture } from '@/lib/testing/sync-fixture'
import type { ModelDetailView } from '@/lib/views/model'

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
          await readPointers(database, name, model, at)
          const held = Object.entries(model.stages).map(([stage, [one]]) => [stage, one?.version])
          const board = await readBoard(database, at)
          expect(board.get(artifact) ?? []).toEqual(held)
        }
      }
      await fixture.close()
    })
  })
})

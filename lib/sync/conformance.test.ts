import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { listEvents } from '@/lib/index/read/list-events'
import { listRepos } from '@/lib/index/read/list-repos'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { createGitRepo } from '@/lib/testing/git-repo'
import { readModels } from '@/lib/testing/read-answers'
import { openSyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { EventView } from '@/lib/views/event'
import type { ModelView } from '@/lib/views/model'
import { verifyRepo } from './verify-repo'

const FOLDER = 'lib/testing/conformance/repos'
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.fi'))
  .map((file) => file.slice(0, -3))

type Shown = {
  readonly version: string | null
  readonly stage: Readonly<Record<string, string | null>>
  readonly active: boolean
}

type Expected = {
  readonly show_deprecated: Readonly<Record<string, Shown>>
  readonly history: readonly Readonly<Record<string, string | null>>[]
}

/** What `gto show` prints of a model: its version and who holds each stage. */
function buildShown(model: ModelView) {
  const held = Object.entries(model.stages).map(([stage, holders]) => [
    stage,
    holders.map((holder) => holder.version).join(', '),
  ])
  return {
    version: model.latest?.version ?? null,
    stage: Object.fromEntries(held),
    active: !model.deprecated,
  }
}

/** GTO has a column for every stage, empty ones too. */
function withoutEmpty({ version, stage, active }: Shown) {
  const held = Object.entries(stage).filter(([, holder]) => holder !== null)
  return { version, stage: Object.fromEntries(held), active }
}

function buildHistory(event: EventView) {
  const { artifact, kind, version, stage, commit, tag, tagger, message, at } = event
  return {
    artifact,
    event: kind,
    version,
    stage,
    commit,
    ref: tag,
    message,
    author: tagger.name,
    author_email: tagger.email,
    timestamp: at,
  }
}

const byRef = (a: { readonly ref?: string | null }, b: { readonly ref?: string | null }) =>
  String(a.ref) < String(b.ref) ? -1 : 1

describe.each(databaseForms)('nine real registries through the whole flow, %s', (form) => {
  test.each(names)('%s', async (name) => {
    const expected: Expected = JSON.parse(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8'))
    const repo = await createGitRepo()
    await repo.importStream(`${FOLDER}/${name}.fi`)
    await withDatabase(form, async (database) => {
      const fixture = await openSyncFixture(database, { repos: { [name]: repo.dir } })
      expect(await fixture.sync(name)).toBe('written')
      const { items } = await readModels(database)
      const known = items.filter((model) => model.name in expected.show_deprecated)
      expect(Object.fromEntries(known.map((model) => [model.name, buildShown(model)]))).toEqual(
        Object.fromEntries(
          Object.entries(expected.show_deprecated).map(([key, one]) => [key, withoutEmpty(one)]),
        ),
      )
      // What GTO does not know stands in a dvc.yaml alone (D8) and has no version.
      const others = items.filter((model) => !(model.name in expected.show_deprecated))
      expect(others.filter((model) => model.versionCount > 0)).toEqual([])
      const events = await listEvents(database, { repos: 'all' }, { limit: 500 })
      expect(events.items.map(buildHistory).sort(byRef)).toEqual(
        expected.history.map(({ priority: _, ...event }) => event).sort(byRef),
      )
      const [repository] = fixture.context.config.repos
      if (!repository) throw new Error('no repository')
      const verified = await verifyRepo(fixture.context.config, repository, createTempDir('verify'))
      const [shown] = await listRepos(database, { repos: 'all' })
      expect(shown?.stateHash).toBe(verified.stateHash)
      await fixture.close()
    })
  })
})

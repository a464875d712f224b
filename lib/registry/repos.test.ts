import { readdirSync, readFileSync } from 'node:fs'

import { afterAll, describe, expect, test } from 'vitest'
import type { AnnotatedTag, Oid } from '@/lib/snapshot/types'
import { ONLY_IN_DVC } from '@/lib/testing/only-in-dvc'
import type { RegistryArtifact } from './artifact'
import { declares, deriveBranch } from './branch'
import { deriveArtifact } from './derive-artifact'
import { deriveFacts } from './facts'
import { groupTags } from './group-tags'
import { answer } from './testing/build-look'
import { listFiles } from './testing/list-files'
import { openRepo, type TestRepo } from './testing/open-repo'
import { type ShowRow, show } from './testing/show'

const FOLDER = 'lib/testing/conformance/repos'

type Expected = Readonly<
  Record<
    'show' | 'show_semver' | 'show_all_versions_per_stage' | 'show_deprecated',
    Readonly<Record<string, ShowRow>>
  >
> & { readonly history: readonly Readonly<Record<string, string | number | null>>[] }

function derive(repo: TestRepo) {
  const { artifacts } = groupTags(repo.tags)
  const listingAt = (commit: Oid) =>
    listFiles(repo.pathsAt(commit), (file) => repo.source(commit, file)?.oid ?? '')
  const declared = answer(repo.source, (look) =>
    deriveBranch(repo.head, listingAt(repo.head.commit), look),
  ).value
  const deriveAs = (versionsPerStage: 'one' | 'many') =>
    [
      ...new Set([
        ...artifacts.keys(),
        ...[...declared.artifacts.keys()].filter((name) => declares(declared, name)),
      ]),
    ].map((name) => {
      const tags: readonly AnnotatedTag[] = artifacts.get(name) ?? []
      const wanted = [...new Set<Oid>([...tags.map((tag) => tag.commit), repo.head.commit])]
      const facts = wanted.map((commit) => {
        const input = {
          artifact: name,
          commit,
          index: declared.gto.index,
          listing: listingAt(commit),
        }
        return [commit, answer(repo.source, (look) => deriveFacts(input, look)).value] as const
      })
      return deriveArtifact({
        name,
        tags,
        branches: [declared],
        versionsPerStage,
        facts: new Map(facts),
        commits: new Map(wanted.map((commit) => [commit, repo.commit(commit)])),
      })
    })
  return { declared, one: deriveAs('one'), many: deriveAs('many') }
}

function buildHistory(artifacts: readonly RegistryArtifact[]) {
  return artifacts
    .flatMap((artifact) => artifact.events)
    .map(({ artifact, kind, version, stage, tag }) => ({
      artifact,
      event: kind,
      version,
      stage,
      commit: tag.commit,
      ref: tag.name,
      author: tag.tagger.name,
      author_email: tag.tagger.email,
      message: tag.message,
      timestamp: formatInstant(tag.at),
    }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1))
}

function formatInstant({ seconds, offset }: AnnotatedTag['at']): string {
  const local = new Date((seconds + offset * 60) * 1000).toISOString().slice(0, 19)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const zone = Math.abs(offset)
  return `${local}${offset < 0 ? '-' : '+'}${two(zone / 60)}:${two(zone % 60)}`
}

function without(rows: Readonly<Record<string, ShowRow>>, names: readonly string[]) {
  return Object.fromEntries(Object.entries(rows).filter(([name]) => !names.includes(name)))
}

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.fi'))
  .map((file) => file.slice(0, -3))

test('there are nine repositories', () => expect(names.length).toBe(9))

describe.each(names)('%s', (name) => {
  const repo = openRepo(`${FOLDER}/${name}.fi`)
  afterAll(repo.remove)
  const expected: Expected = JSON.parse(readFileSync(`${FOLDER}/${name}.expected.json`, 'utf8'))
  const { declared, one, many } = derive(repo)
  const { stages } = declared.gto
  const extra = ONLY_IN_DVC[name] ?? []

  test('shows what gto show does', () => {
    expect(without(show(one, { stages }), extra)).toEqual(expected.show)
    expect(without(show(one, { stages, sort: 'semver' }), extra)).toEqual(expected.show_semver)
    const every = show(many, { stages, deprecated: 'shown' })
    expect(without(every, extra)).toEqual(expected.show_all_versions_per_stage)
    const deprecated = show(one, { stages, deprecated: 'shown' })
    expect(without(deprecated, extra)).toEqual(expected.show_deprecated)
  })

  test('adds only what dvc.yaml declares', () => {
    const added = one.filter((artifact) => !(artifact.name in expected.show_deprecated))
    expect(added.map((artifact) => artifact.name).sort()).toEqual([...extra].sort())
    expect(added.every((artifact) => !artifact.registered)).toBe(true)
  })

  test('has the events of gto history', () => {
    const theirs = expected.history.map(({ priority: _, ...event }) => event)
    expect(buildHistory(one)).toEqual(
      theirs.sort((a, b) => (String(a.ref) < String(b.ref) ? -1 : 1)),
    )
  })
})

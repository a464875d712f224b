import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AnnotatedTag, BranchFact, CommitFact, Oid, TagFact } from '@/lib/snapshot/types'
import type { RegistryArtifact } from './artifact'
import { declares, deriveBranch } from './branch'
import { deriveArtifact } from './derive-artifact'
import { deriveFacts } from './facts'
import { groupTags } from './group-tags'
import { answer } from './testing/build-look'
import { buildCommit, buildTag, fakeOid } from './testing/build-tag'
import { listFiles } from './testing/list-files'
import { OUR_STATE, type OurState } from './testing/our-state'
import { show } from './testing/show'

type Vector = {
  readonly id: string
  readonly title: string
  readonly deviation?: string
  readonly commits: readonly {
    readonly alias: string
    readonly epoch: number
    readonly files: Readonly<Record<string, string>>
  }[]
  readonly tags: readonly {
    readonly name: string
    readonly commit: string
    readonly epoch: number | string
    readonly annotated: boolean
  }[]
  readonly expected: Readonly<Record<string, unknown>>
}

const given: readonly Vector[] = JSON.parse(
  readFileSync('lib/testing/conformance/state-vectors.json', 'utf8'),
)

/** Vectors that were recorded before the decision by which we differ. */
const DECIDED_LATER: Readonly<Record<string, string>> = { '69': 'D9' }

const vectors = given.map((vector): Vector => {
  const deviation = DECIDED_LATER[vector.id]
  return deviation === undefined ? vector : { ...vector, deviation }
})

const oidOf = (alias: string): Oid => alias.toLowerCase().repeat(40)

/** Our registry of a vector, in the words of the vector. */
function derive(vector: Vector) {
  const head = vector.commits.at(-1)?.alias ?? ''
  const branch: BranchFact = { name: 'main', commit: oidOf(head) }
  const { artifacts, ignored } = groupTags(vector.tags.map(toTag))
  const source = (commit: Oid, path: string) => readAt(vector, commit, path)
  const listingAt = (commit: Oid) => {
    const paths = listPaths(vector).filter((path) => source(commit, path) !== null)
    return listFiles(paths, (path) => source(commit, path)?.text ?? '')
  }
  const declared = answer(source, (look) =>
    deriveBranch(branch, listingAt(branch.commit), look),
  ).value
  const commits = new Map<Oid, CommitFact>(
    vector.commits.map(({ alias, epoch }) => [oidOf(alias), buildCommit(oidOf(alias), epoch)]),
  )
  const derived = [
    ...new Set([
      ...artifacts.keys(),
      ...[...declared.artifacts.keys()].filter((name) => declares(declared, name)),
    ]),
  ].map((name) => {
    const tags: readonly AnnotatedTag[] = artifacts.get(name) ?? []
    const wanted = new Set([...tags.map((tag) => tag.commit), branch.commit])
    const facts = new Map(
      [...wanted].map((commit) => {
        const input = {
          artifact: name,
          commit,
          index: declared.gto.index,
          listing: listingAt(commit),
        }
        return [commit, answer(source, (look) => deriveFacts(input, look)).value]
      }),
    )
    return (versionsPerStage: 'one' | 'many') =>
      deriveArtifact({ name, tags, commits, facts, branches: [declared], versionsPerStage })
  })
  const one = derived.map((make) => make('one'))
  const many = derived.map((make) => make('many'))
  const { stages } = declared.gto
  const stagesOf = (rows: ReturnType<typeof show>) =>
    Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, row.stage]))
  const deprecated = Object.entries(show(one, { deprecated: 'shown', stages }))
  const problems = [...declared.problems, ...one.flatMap((artifact) => artifact.problems)]
  return {
    registry: withAliases({
      show: show(one, { stages }),
      'show_vs-1': stagesOf(show(many, { stages })),
      show_semver: stagesOf(show(one, { stages, sort: 'semver' })),
      show_dep: Object.fromEntries(
        deprecated.map(([name, row]) => [name, [row.version, row.active]]),
      ),
      state: Object.fromEntries(one.map((artifact) => [artifact.name, buildState(artifact)])),
      history: buildHistory(one, vector),
    }),
    ignored: ignored.map(({ tag, code }) => [tag, code]),
    problems: withAliases(
      problems.map((one) => [one.code, one.artifact, one.tag ?? `${one.file}:${one.line}`]),
    ),
  }
}

function toTag({ name, commit, epoch, annotated }: Vector['tags'][number]): TagFact {
  if (!annotated) return { kind: 'lightweight', name, oid: oidOf(commit) }
  return buildTag(name, { commit: oidOf(commit), at: Number.parseInt(String(epoch), 10) })
}

function listPaths(vector: Vector): readonly string[] {
  return vector.commits.flatMap(({ files }) => Object.keys(files))
}

/** Files stay as they were written until written again. */
function readAt(vector: Vector, commit: Oid, path: string) {
  const until = vector.commits.findIndex(({ alias }) => oidOf(alias) === commit)
  const written = vector.commits.slice(0, until + 1).findLast(({ files }) => path in files)
  const text = written?.files[path]
  return text === undefined ? null : { text, oid: fakeOid(text) }
}

/** Commit ids as the vectors write them, `<A>`. */
function withAliases<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value).replace(/([a-d])\1{39}/g, (_, a) => `<${a.toUpperCase()}>`),
  )
}

/** Rows in GTO's order of insertion: registered versions by time, then commits. */
function buildState(artifact: RegistryArtifact) {
  const direct = artifact.versions.filter((version) => !version.discovered)
  const first = (version: (typeof direct)[number]) =>
    artifact.events.findIndex((event) => version.events.includes(event) && event.stage === null)
  const ordered = [
    ...direct.sort((a, b) => first(a) - first(b)),
    ...artifact.versions.filter((version) => version.discovered),
  ]
  return ordered.map((version) => [
    version.name,
    version.commit,
    version.active ? 'act' : 'inact',
    version.registered ? 'reg' : 'unreg',
    version.discovered ? 'disc' : '-',
    Object.fromEntries(
      [...version.stageEvents].map(([stage, { assignments, unassignments, active }]) => [
        stage,
        [active ? 'act' : 'inact', assignments, unassignments],
      ]),
    ),
  ])
}

function buildHistory(artifacts: readonly RegistryArtifact[], vector: Vector) {
  const start = (vector.commits[0]?.epoch ?? 0) + 1000
  const events = artifacts.flatMap((artifact) => [...artifact.events].reverse())
  return events
    .sort((a, b) => b.tag.at.seconds - a.tag.at.seconds)
    .map(({ kind, artifact, version, stage, tag }) => [
      ...[tag.at.seconds - start, kind, artifact, version, stage, tag.name],
    ])
}

/**
 * GTO keeps a second, empty row for each stage tag on an unregistered commit (its phantom). D1 applies to
 * these vectors too, though only their `state` shows it.
 */
function withoutPhantoms(state: unknown) {
  const rows = Object.entries(state as Record<string, readonly (readonly unknown[])[]>)
  return Object.fromEntries(
    rows.map(([name, versions]) => {
      const merged = new Map<string, unknown[]>()
      for (const row of versions) {
        const key = JSON.stringify(row.slice(0, 2))
        const before = merged.get(key)
        if (before === undefined) merged.set(key, [...row])
        else before[5] = addStages(before[5], row[5])
      }
      return [name, [...merged.values()]]
    }),
  )
}

type Counts = Readonly<Record<string, readonly [string, number, number]>>

function addStages(before: unknown, added: unknown): Counts {
  const sum = { ...(before as Counts) }
  for (const [stage, [active, assigned, unassigned]] of Object.entries(added as Counts)) {
    const [, a = 0, b = 0] = sum[stage] ?? []
    sum[stage] = [active, a + assigned, b + unassigned]
  }
  return sum
}

describe('the state equals GTO’s', () => {
  const same = vectors.filter((vector) => vector.deviation === undefined)
  test.each(same.map((vector) => [vector.id, vector.title, vector] as const))(
    '%s %s',
    (_id, _title, vector) => {
      const expected = { ...vector.expected, state: withoutPhantoms(vector.expected.state) }
      expect(derive(vector).registry).toEqual(expected)
    },
  )
})

describe('the state differs from GTO’s as decided', () => {
  const ours = vectors.filter((vector) => vector.deviation !== undefined)

  test.each(ours.map((vector) => [vector.deviation, vector.id, vector.title, vector] as const))(
    '%s: %s %s',
    (_decision, id, _title, vector) => {
      const expected = OUR_STATE[id]
      if (expected === undefined) throw new Error(`nothing is decided for vector ${id}`)
      const { registry, problems, ignored } = derive(vector)
      expect(registry).toEqual(buildOurs(expected))
      expect(problems).toEqual(expected.problems ?? [])
      expect(ignored).toEqual(expected.ignored ?? [])
    },
  )

  test('all 52 vectors are covered', () => {
    expect(vectors.length).toBe(52)
    expect(ours.map((vector) => vector.id).sort()).toEqual(Object.keys(OUR_STATE).sort())
  })
})

function buildOurs(ours: OurState) {
  const shown = Object.entries(ours.show)
  const stages = (given: Readonly<Record<string, string>> | undefined) =>
    Object.fromEntries(shown.map(([name, [, stage]]) => [name, given ?? stage]))
  return {
    show: Object.fromEntries(
      shown.map(([name, [version, stage]]) => {
        const registered = !ours.unregistered?.includes(name)
        return [name, { version, stage, registered, active: true }]
      }),
    ),
    'show_vs-1': stages(ours.many),
    show_semver: stages(ours.semver),
    show_dep: Object.fromEntries([
      ...shown.map(([name, [version]]) => [name, [version, true]]),
      ...Object.entries(ours.deprecated ?? {}).map(([name, version]) => [name, [version, false]]),
    ]),
    state: ours.state,
    history: ours.history,
  }
}

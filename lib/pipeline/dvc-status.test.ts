import { beforeAll, describe, expect, test } from 'vitest'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { findDvc } from '@/lib/testing/find-dvc'
import type { PipelineItem, PipelineStage } from '@/lib/views/pipeline'
import { buildDvcRepo } from './testing/build-dvc-repo'
import { readTestPipeline } from './testing/read-test-pipeline'

const dvc = await findDvc()

type Case = {
  /** What `dvc status` lists of the stage. */
  readonly dvc: readonly string[]
  /** What is stale of it here, where that differs from DVC on purpose. */
  readonly ours?: readonly string[]
  readonly state: PipelineStage['state']
}

const FRESH: Case = { dvc: [], state: 'fresh' }

/** The stages of the repository below, after everything ran once and then some files changed. */
const CASES: Readonly<Record<string, Case>> = {
  fresh: FRESH,
  code: { dvc: ['dep code.txt'], state: 'stale' },
  'after-code': FRESH,
  'code-of-another-name': { dvc: ['dep cödé, crlf.txt'], state: 'stale' },
  // A file that Git does not have may still be on the disk of the person who ran it.
  'missing-code': { dvc: ['dep missing.txt'], ours: [], state: 'unknown' },
  // Links are not followed.
  'linked-code': { dvc: ['dep link.txt'], ours: [], state: 'unknown' },
  data: { dvc: ['dep raw.csv'], state: 'stale' },
  'data-in-folder': { dvc: ['dep images'], state: 'stale' },
  // Only the remote has what the folder holds.
  'one-file-of-folder': { dvc: [], state: 'unknown' },
  'code-folder': FRESH,
  // A folder that differs may differ by files that DVC saw and Git does not have.
  'changed-code-folder': { dvc: ['dep lib'], ours: [], state: 'unknown' },
  command: { dvc: ['command'], state: 'stale' },
  'command-of-template': { dvc: ['command'], state: 'stale' },
  'commands-of-list': { dvc: ['command'], state: 'stale' },
  'each@1': FRESH,
  'each@2': FRESH,
  params: { dvc: ['param lr of params.yaml'], state: 'stale' },
  'same-params': FRESH,
  'nested-params': {
    dvc: ['param layers.1 of params.yaml', 'param net.b of params.yaml'],
    state: 'stale',
  },
  'deleted-param': { dvc: ['param gone of params.yaml'], state: 'stale' },
  'whole-file-of-params': {
    dvc: ['param b of more.json', 'param c of more.json', 'param e of more.json'],
    state: 'stale',
  },
  'new-param': { dvc: ['param n of params.yaml'], state: 'stale' },
  'new-dep': { dvc: ['dep code2.txt'], state: 'stale' },
  'fewer-deps': FRESH,
  'new-out': { dvc: ['out new-out-2.txt'], state: 'stale' },
  metrics: { dvc: ['out metrics.json'], state: 'stale' },
  'after-metrics': { dvc: ['dep metrics.json'], state: 'stale' },
  // DVC does not look at it. It is stale all the same.
  frozen: { dvc: [], ours: ['dep code.txt'], state: 'stale' },
  always: { dvc: ['always'], state: 'stale' },
  callback: { dvc: ['always'], state: 'stale' },
  dataset: FRESH,
  'dataset-updated': { dvc: ['dep ds://updated'], state: 'stale' },
  'dataset-moved': { dvc: ['dep ds://moved'], state: 'stale' },
  never: { dvc: ['dep code2.txt', 'out never.txt'], ours: [], state: 'never-run' },
  'sub/dvc.yaml:in-folder': FRESH,
  'sub/dvc.yaml:changed-in-folder': { dvc: ['dep sub/work/x.txt'], state: 'stale' },
  'images.dvc': FRESH,
  'raw.csv.dvc': FRESH,
}

type Status = Readonly<Record<string, readonly (string | Readonly<Record<string, Changes>>)[]>>
type Changes = Readonly<Record<string, string | Readonly<Record<string, string>>>>

/** What DVC lists, in one line for each change. */
function showStatus(status: Status, stage: string): readonly string[] {
  const lines = (status[stage] ?? []).flatMap((entry) => {
    if (typeof entry === 'string')
      return [entry.replace(/^changed (?=command)|(?<=always) changed/, '')]
    return Object.entries(entry).flatMap(([what, changes]) =>
      Object.entries(changes).flatMap(([file, change]) =>
        typeof change === 'string'
          ? [`${what === 'changed deps' ? 'dep' : 'out'} ${file}`]
          : Object.keys(change).map((key) => `param ${key} of ${file}`),
      ),
    )
  })
  return lines.sort()
}

/** What is stale of a stage here, in the same lines. */
function showStale({ why, deps, outs }: PipelineStage): readonly string[] {
  const files = (what: string, items: readonly PipelineItem[]) =>
    items
      .filter(({ kind, state }) => kind === 'file' && state === 'stale')
      .map(({ path: file }) => `${what} ${file}`)
  const params = deps.flatMap(({ kind, state, path: file }) =>
    kind === 'params' && state === 'stale' ? [`params of ${file}`] : [],
  )
  const datasets = deps.flatMap((dep) => {
    const [, name] = /"(ds:[^"]+)"/.exec(dep.why ?? '') ?? []
    return dep.state === 'stale' && name !== undefined ? [`dep ${name}`] : []
  })
  const itself = why === null ? [] : (ITSELF.get(why) ?? [])
  return [...files('dep', deps), ...files('out', outs), ...params, ...datasets, ...itself].sort()
}

const ITSELF: ReadonlyMap<string, readonly string[]> = new Map([
  ['Its command is not the one that ran last.', ['command']],
  ['It runs each time, whatever has changed.', ['always']],
])

/** We name the first param that changed, DVC each of them. */
function foldParams(lines: readonly string[]): readonly string[] {
  return [...new Set(lines.map((line) => line.replace(/^param .* of /, 'params of ')))]
}

const title = dvc.kind === 'found' ? 'as dvc status' : `as dvc status (skipped: ${dvc.why})`

describe.skipIf(dvc.kind === 'missing')(title, () => {
  let status: Status = {}
  let stages: readonly PipelineStage[] = []
  beforeAll(async () => {
    if (dvc.kind === 'missing') return
    const built = await buildDvcRepo(dvc.program)
    status = JSON.parse(built.status)
    const parser = openYamlParser()
    const head = await built.repo.resolve('HEAD')
    const { pipeline, snapshot } = await readTestPipeline(built.repo, head, parser)
    await snapshot.close()
    await parser.close()
    stages = pipeline.roots.flatMap((root) => root.stages)
  })

  test.each(Object.entries(CASES))('%s', (name, expected) => {
    const stage = stages.find(({ id }) => id.replace(/^dvc\.yaml:/, '') === name)
    if (stage === undefined) throw new Error(`no stage ${name}`)
    expect(showStatus(status, name)).toEqual(expected.dvc)
    expect([stage.state, showStale(stage)]).toEqual([
      expected.state,
      expected.ours ?? foldParams(expected.dvc),
    ])
  })

  test('no stage is left out', () => {
    expect(stages.map(({ id }) => id.replace(/^dvc\.yaml:/, '')).sort()).toEqual(
      Object.keys(CASES).sort(),
    )
  })
})

import { expect, test } from 'vitest'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { openFiles } from '@/lib/registry/derived'
import { fakeOid } from '@/lib/registry/testing/build-tag'
import { type DataFiles, lookUp, manyKeys } from '@/lib/registry/testing/data-files'
import { listFiles } from '@/lib/registry/testing/list-files'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { deriveRootFiles, linkRoot } from './derive-roots'
import { MAX_EDGES } from './link-stages'
import type { DvcRoot } from './types'

/** Content that would take gigabytes, minutes or for ever. What is said here of time leaves room for a busy machine. */

/** Derives the only root of a commit with these files, and says how long that took. */
function derive(files: DataFiles): { readonly root: DvcRoot; readonly spent: number } {
  const { dvc: cache, budget } = openDeriveCache()
  const commit = openFiles(fakeOid('commit'), lookUp(files))
  const listing = listFiles(Object.keys(files)).all()
  const roots: DvcRoot[] = []
  const spent = cpuSeconds(() => {
    for (const root of deriveRootFiles({ listing, files: commit, cache, budget })) {
      roots.push(linkRoot(root, budget))
    }
  })
  const [root] = roots
  if (root === undefined) throw new Error('no root')
  return { root, spent }
}

const list = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at))
const STEPS = 'too-much-work the limit is 4,000,000 steps'
const deep = (at: number) => `${list(62, () => 'd').join('/')}/${at}`

test.each<[string, DataFiles, number, number, readonly string[]]>([
  [
    'a path that 20,000 stages write and read',
    { 'dvc.yaml': { stages: manyKeys(20_000, () => ({ outs: ['a'], deps: ['a'] })) } },
    20_000,
    MAX_EDGES,
    [
      ...list(20, (at) => `dvc-graph "a" is written by dvc.yaml:k${at} too`),
      'list-too-long edges: the limit is 500,000',
    ],
  ],
  [
    'a matrix of 2^40 combinations with an axis that has no values',
    { 'dvc.yaml': { stages: { s: { matrix: { ...manyKeys(40, () => ['1', '2']), z: [] } } } } },
    0,
    0,
    [],
  ],
  [
    'a matrix of 2^60 stages that have one name',
    { 'dvc.yaml': { stages: { s: { matrix: manyKeys(60, () => ['', '']) } } } },
    0,
    0,
    [STEPS],
  ],
  [
    '100,000 dependencies on one path, whose lock lists 20,000 files',
    {
      'dvc.yaml': { stages: { s: { deps: list(100_000, () => 'a') } } },
      'dvc.lock': {
        s: {
          deps: [
            { path: 'a', files: list(20_000, String).map((relpath) => ({ relpath, md5: 'x' })) },
          ],
        },
      },
    },
    1,
    0,
    [],
  ],
  [
    '100,000 dependencies on the folder of 19,999 outputs',
    {
      'dvc.yaml': {
        stages: {
          ...manyKeys(19_999, (at) => ({ outs: [`d/${at}`] })),
          s: { deps: list(100_000, () => 'd') },
        },
      },
    },
    20_000,
    0,
    ['too-much-work the repository has too much to find all edges'],
  ],
  [
    'an output that is named 100,000 times with other flags',
    {
      'dvc.yaml': {
        stages: {
          s: { outs: list(100_000, (at) => `f${at}`).map((flag) => ({ a: { [flag]: true } })) },
        },
      },
    },
    1,
    0,
    [],
  ],
  [
    '100,000 outputs that each are written twice',
    {
      'dvc.yaml': {
        stages: { s: { outs: list(100_000, String) }, t: { outs: list(100_000, String) } },
      },
    },
    2,
    0,
    [...list(20, (at) => `dvc-graph "${at}" is written by dvc.yaml:s too`)],
  ],
  [
    '20,000 stages in a folder of 62 levels',
    {
      'dvc.yaml': {
        stages: manyKeys(20_000, (at) => ({ deps: [deep(at)], outs: [deep(at + 1)] })),
      },
    },
    20_000,
    19_999,
    [],
  ],
  [
    'a command whose every line opens an expression',
    { 'dvc.yaml': { stages: { s: { cmd: `${'${\n'.repeat(1_200_000)}}` } } } },
    1,
    0,
    [],
  ],
])('%s', (_, files, stages, edges, findings) => {
  const { root, spent } = derive(files)
  expect([root.stages.length, root.edges.length]).toEqual([stages, edges])
  expect(root.findings.map(({ code, detail }) => `${code} ${detail}`)).toEqual(findings)
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('50,000 folders with a .dvc file and a .dvcignore each', () => {
  const files: Record<string, string | { readonly outs: readonly { readonly path: string }[] }> = {}
  for (let at = 0; at < 50_000; at += 1) {
    files[`d/${at}/.dvcignore`] = `x${at}.dvc\n*.tmp\n`
    files[`d/${at}/a.dvc`] = { outs: [{ path: 'a' }] }
  }
  const { root, spent } = derive({ ...files, '.dvcignore': 'd/1/\n' })
  expect(root.stages.length).toBe(49_999)
  expect(root.findings).toEqual([])
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('4,000 folders with a dvc.yaml below one long configuration of DVC', () => {
  const folders = list(4000, (at) => `${at}/dvc.yaml`)
  const { root, spent } = derive({
    '.dvc/config': 'a=b\n'.repeat(40_000),
    ...Object.fromEntries(folders.map((path) => [path, { stages: { s: { outs: ['a'] } } }])),
  })
  expect([root.stages.length, root.findings]).toEqual([4000, []])
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { readdirSync, statSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { openFiles } from '@/lib/registry/derived'
import { parseYaml } from '@/lib/registry/testing/build-look'
import { fakeOid } from '@/lib/registry/testing/build-tag'
import { type DataFiles, lookUp } from '@/lib/registry/testing/data-files'
import { listFiles } from '@/lib/registry/testing/list-files'
import { isList, isMapping } from '@/lib/repo-data/data-value'
import type { DataValue } from '@/lib/snapshot/types'
import { createRandom, mutate, type Random } from '@/lib/testing/mutate'
import { deriveRootFiles, linkRoot } from './derive-roots'
import { MAX_EDGES } from './link-stages'
import { readStreamFiles } from './testing/read-stream-files'
import type { DvcRoot } from './types'

const FOLDER = 'lib/testing/conformance/lineage'
/** Bytes of a stream; the larger ones have more of the same. */
const SMALL = 40_000
const COUNT = process.env.SIGNET_ENDURE ? 20_000 : 2_000

const REPOS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.fi') && statSync(`${FOLDER}/${name}`).size < SMALL)
  .map((name) => readStreamFiles(`${FOLDER}/${name}`))

function isText(path: string): boolean {
  return path.endsWith('ignore') || path.endsWith('config')
}

/** A file as the derivation reads it; null where it cannot be read. */
function parseFile(path: string, text: string): DataValue {
  if (isText(path)) return text
  const answer = parseYaml(text, 'typed-yaml')
  return 'code' in answer ? null : answer.value
}

const PARSED: readonly DataFiles[] = REPOS.map((files) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, parseFile(path, text)])),
)

/** Keys and texts that mean something to DVC. */
const WORDS = [
  ...['stages', 'vars', 'foreach', 'do', 'matrix', 'cmd', 'wdir', 'deps', 'outs', 'params', 'path'],
  ...['metrics', 'plots', 'artifacts', 'datasets', 'schema', '2.0', 'md5', 'hash', 'files', 'repo'],
  ...['${item}', '${key}', '${a.b[0]}', '\\${x}', '${', '../..', '.', '/abs', 'ds://d', 's3://b/k'],
  ...['params.yaml', 'params.yaml:a,b', '__proto__', 'constructor', 'a/'.repeat(70), ''],
]

const word = fc.constantFrom(...WORDS)
const { value: arbitrary } = fc.letrec<{ value: DataValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.constantFrom<DataValue>(null, true, 0, 1.5, -1),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4 }),
  ),
}))

/** The value with one part of it, at whatever depth, replaced by another one. */
function replacePart(value: DataValue, part: DataValue, random: Random): DataValue {
  if (random(4) === 0) return part
  if (isList(value) && value.length > 0) {
    const at = random(value.length)
    return value.map((item, index) => (index === at ? replacePart(item, part, random) : item))
  }
  if (!isMapping(value)) return part
  const entries = Object.entries(value)
  const at = random(entries.length + 1)
  const [key = 'stages', inner = null] = entries[at] ?? []
  return { ...value, [key]: replacePart(inner, part, random) }
}

function mutateFiles(repo: number, part: DataValue, random: Random): DataFiles {
  const texts = REPOS[repo % REPOS.length] ?? {}
  const files = { ...PARSED[repo % REPOS.length] }
  const paths = Object.keys(texts)
  for (let count = 1 + random(3); count > 0; count -= 1) {
    const path = paths[random(paths.length)] ?? ''
    const text = texts[path] ?? ''
    const isSmall = text.length < 10_000
    files[path] =
      isText(path) || (isSmall && random(3) === 0)
        ? parseFile(path, mutate(text, random, [text]))
        : replacePart(files[path] ?? null, part, random)
  }
  return files
}

function derive(files: DataFiles): readonly DvcRoot[] {
  const { dvc: cache, budget } = openDeriveCache()
  const commit = openFiles(fakeOid('commit'), lookUp(files))
  const listing = listFiles(Object.keys(files)).all()
  const roots = deriveRootFiles({ listing, files: commit, cache, budget })
  return roots.map((root) => linkRoot(root, budget))
}

/** What exceeds a limit, or cannot be. */
function listFaults({ stages, edges, findings }: DvcRoot): readonly unknown[] {
  const paths = stages.flatMap(({ deps, outs }) => [...deps, ...outs])
  return [
    ...(edges.length > MAX_EDGES ? [edges.length] : []),
    ...edges.filter(([from, to]) => from === to || from >= stages.length || to >= stages.length),
    ...findings.filter(({ detail }) => detail.length > 500),
    ...paths.filter(
      (one) =>
        'place' in one && one.place === 'root' && one.path?.split('/').includes('..') !== false,
    ),
  ]
}

test(`${COUNT} mutated repositories: each one has a result within the limits`, () => {
  const tally = { stages: 0, findings: 0, edges: 0 }
  fc.assert(
    fc.property(fc.nat(), fc.nat(), arbitrary, (seed, repo, part) => {
      for (const root of derive(mutateFiles(repo, part, createRandom(seed)))) {
        const { stages, edges, findings } = root
        expect(listFaults(root)).toEqual([])
        tally.stages += stages.length
        tally.findings += findings.length
        tally.edges += edges.length
      }
    }),
    { numRuns: COUNT, seed: 2026 },
  )
  expect(tally.stages).toBeGreaterThan(COUNT)
  expect(tally.edges).toBeGreaterThan(COUNT)
  expect(tally.findings).toBeGreaterThan(COUNT / 20)
}, 600_000)

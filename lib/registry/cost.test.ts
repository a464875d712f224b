import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutText } from '@/lib/repo-data/limits'
import { resolvePath } from '@/lib/repo-data/repo-path'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { HOSTILE_RUNS, hostileText } from '@/lib/testing/hostile-text'
import { deriveBranch } from './branch'
import { listCodeowners, parseCodeowners } from './codeowners'
import { parseTrailers } from './commands/trailers'
import { deriveArtifact } from './derive-artifact'
import { openDeriveCache } from './derive-cache'
import { deriveFacts } from './facts'
import { openMailmap, parseMailmap } from './mailmap'
import { parseArtifactName, parseStageName, parseVersionName } from './names'
import { parseShortcut, parseTagName } from './tag-name'
import { buildTag, fakeOid } from './testing/build-tag'
import { lookUp } from './testing/data-files'
import { listFiles } from './testing/list-files'

/** The cost of derivation is linear in the bytes of its input, for any input. */

const COMMIT = fakeOid('commit')
const BRANCH = { name: 'main', commit: COMMIT }

/** A square of as many characters takes minutes. */
const LONG = 200_000

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  '.mailmap': (text) => openMailmap(parseMailmap(text).entries),
  CODEOWNERS: (text) => {
    const codeowners = parseCodeowners('CODEOWNERS', text)
    return codeowners && listCodeowners(codeowners, 'a/a/a.pkl', openStepBudget(1_000_000))
  },
  'names of tags': (text) => [parseTagName(text), parseShortcut(text)],
  names: (text) => [parseArtifactName(text), parseStageName(text), parseVersionName(text)],
  paths: (text) => [resolvePath('', text), resolvePath('a/b', text)],
  trailers: (text) => parseTrailers(text),
  'cut texts': (text) => cutText(text, 16_384),
}

test.each(Object.keys(readers))('reading %s takes time linear in their length', (name) => {
  const property = fc.property(hostileText(LONG), (text) => {
    expect(cpuSeconds(() => readers[name]?.(text))).toBeLessThan(MAX_CPU_SECONDS)
  })
  fc.assert(property, { numRuns: HOSTILE_RUNS })
})

test('names as long as names may be take no time', () => {
  const property = fc.property(hostileText(200), (text) => {
    const spent = cpuSeconds(() => {
      for (let end = 1; end <= 255; end += 1) {
        parseTagName(text.slice(0, end))
        parseArtifactName(text.slice(0, end))
        parseVersionName(`v1.0.0-${text.slice(0, end)}`)
      }
    })
    expect(spent).toBeLessThan(MAX_CPU_SECONDS)
  })
  fc.assert(property, { numRuns: 10 * HOSTILE_RUNS })
})

type Counter = { accesses: number }

/** The value, with each look at a part of it counted. Parts stay the same objects. */
function countAccesses(value: DataValue, counter: Counter): DataValue {
  const known = new WeakMap<object, DataValue>()
  const wrap = (part: DataValue): DataValue => {
    if (typeof part !== 'object' || part === null) return part
    const before = known.get(part)
    if (before !== undefined) return before
    const proxy = new Proxy(part as object, {
      get: (target, key) => {
        counter.accesses += 1
        return wrap(Reflect.get(target, key))
      },
      getOwnPropertyDescriptor: (target, key) => {
        counter.accesses += 1
        return Reflect.getOwnPropertyDescriptor(target, key)
      },
    }) as DataValue
    known.set(part, proxy)
    return proxy
  }
  return wrap(value)
}

type Shape = {
  readonly stages: number
  readonly deps: number
  readonly outs: number
  readonly depth: number
  readonly items: number
  readonly variables: number
  readonly models: number
  readonly labels: number
  readonly values: number
  readonly locked: number
  readonly templated: boolean
  readonly shared: boolean
}

const size = fc.integer({ min: 0, max: 4 })
const shape: fc.Arbitrary<Shape> = fc.record({
  stages: size,
  deps: size,
  outs: size,
  items: size,
  variables: size,
  models: size,
  labels: size,
  values: size,
  locked: size,
  depth: fc.integer({ min: 1, max: 70 }),
  templated: fc.boolean(),
  shared: fc.boolean(),
})

function keys(count: number, name: string, make: (at: number) => DataValue) {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, make(at)]))
}

/** Files whose parts are as many as the shape says, times `scale`. */
function buildFiles(of: Shape, scale: number): Readonly<Record<string, DataValue>> {
  const folder = 'd/'.repeat(of.depth)
  const path = (name: string, at: number) => `${folder}${of.shared ? name : `${name}${at}`}`
  const list = (count: number, name: string, of_: number) =>
    Array.from({ length: count }, (_, at) => path(`${name}${at % 7}`, of_ * count + at))
  const definition = (at: number): DataValue => ({
    deps: [...list(of.deps, 'in', at), ...(of.templated ? [`\${k${at}}`] : [])],
    outs: list(of.outs, 'out', at),
    metrics: [path('metrics', at)],
    params: [`k${at}`, { 'params.yaml': [`k${at}`] }],
  })
  const items = of.items * scale
  return {
    'dvc.yaml': {
      vars: [keys(of.variables * scale, 'v', String)],
      stages: {
        ...keys(of.stages * scale, 's', definition),
        ...(items > 0 && {
          each: { foreach: keys(items, 'i', String), do: { deps: [`\${item}/x`], outs: ['o'] } },
        }),
      },
      artifacts: keys(of.models * scale, 'n', (at) => ({ path: path('out', at), type: 'model' })),
    },
    'dvc.lock': {
      schema: '2.0',
      stages: keys(of.locked * scale, 's', (at) => ({
        outs: [{ path: path('out', at), md5: `${at}` }],
      })),
    },
    'artifacts.yaml': keys(of.models * scale, 'm', (at) => ({
      path: path('m', at),
      labels: list(of.labels, 'l', at),
      owners: list(of.labels, 'o', at),
    })),
    'params.yaml': keys(of.values * scale, 'k', (at) => (of.templated ? `${at}` : { deep: at })),
    'metrics.json': keys(of.values * scale, 'a', (at) => at),
    '.gto': { stages: list(of.labels * scale, 'g', 0) },
  }
}

/** What deriving all that the files declare looks at, and how long what comes of it is. */
function derive(files: Readonly<Record<string, DataValue>>) {
  const counter = { accesses: 0 }
  const counted = Object.entries(files).map(([path, value]) => [
    path,
    countAccesses(value, counter),
  ])
  const look = lookUp(Object.fromEntries(counted))
  const listing = listFiles(Object.keys(files))
  const branch = deriveBranch(BRANCH, listing, look)
  if (branch.kind === 'needs') throw new Error('all files are there')
  const cache = openDeriveCache()
  let own = 0
  for (const artifact of branch.value.artifacts.keys()) {
    const input = { artifact, commit: COMMIT, index: 'artifacts.yaml', listing }
    const facts = deriveFacts(input, look, cache)
    if (facts.kind === 'needs') throw new Error('all files are there')
    const { metrics: _, params: __, ...rest } = facts.value
    own += JSON.stringify(rest).length
  }
  return { accesses: counter.accesses, own, bytes: JSON.stringify(files).length }
}

test('deriving what files declare looks at each part of them a few times, however many there are', () => {
  const property = fc.property(shape, (of) => {
    const small = derive(buildFiles(of, 25))
    const large = derive(buildFiles(of, 100))
    // A product of two parts of the shape would be sixteen times as much.
    expect(large.accesses).toBeLessThan(6 * small.accesses + 5_000)
    expect(large.accesses).toBeLessThan(40 * large.bytes + 5_000)
    expect(large.own).toBeLessThan(100 * large.bytes + 20_000)
  })
  fc.assert(property, { numRuns: HOSTILE_RUNS })
}, 600_000)

const COUNT = 10_000

test('binding tags to versions and stages takes time linear in their number', () => {
  const number = fc.integer({ min: 1, max: COUNT })
  const tags = fc.record({
    commits: number,
    versions: number,
    stages: number,
    seconds: number,
    pattern: fc.array(fc.constantFrom('@', '@!', '#', '#!', '@deprecated'), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  const property = fc.property(tags, ({ commits, versions, stages, seconds, pattern }) => {
    const list = Array.from({ length: COUNT }, (_, at) => {
      const kind = pattern[at % pattern.length] ?? '@'
      const cancel = kind.endsWith('!') ? '!' : ''
      const version = `@v1.0.${at % versions}${cancel}`
      const stage = `#s${at % stages}${cancel}`
      const name = kind === '@deprecated' ? kind : kind.startsWith('@') ? version : stage
      const commit = fakeOid(`${at % commits}`)
      return buildTag(`m${name}#${at}`, { commit, at: Math.floor((at * seconds) / COUNT) })
    })
    const name = parseArtifactName('m')
    if (name === null) throw new Error('m is a name')
    const spent = cpuSeconds(() => {
      const artifact = deriveArtifact({
        name,
        tags: list,
        commits: new Map(),
        facts: new Map(),
        branches: [],
        versionsPerStage: 'many' as const,
      })
      expect(artifact.problems.length).toBeLessThan(1_002)
    })
    expect(spent).toBeLessThan(MAX_CPU_SECONDS)
  })
  fc.assert(property, { numRuns: HOSTILE_RUNS })
}, 600_000)

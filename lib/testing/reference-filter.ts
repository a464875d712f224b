import semver from 'semver'
import type { EventProof } from '@/lib/index/write/event-proof'
import type { RegistryArtifact, RegistryVersion } from '@/lib/registry/artifact'
import { isMetric, type Scalar } from '@/lib/registry/values'
import type { Filter, Operator, Query, Test } from '@/lib/search/query'
import { formatNumber, numericValue } from '@/lib/snapshot/types'

/** A model with all that a search can ask of it. */
export type Searched = {
  readonly repo: string
  readonly artifact: RegistryArtifact
  readonly proofs: ReadonlyMap<string, EventProof>
  readonly hasStaleLineage: boolean
}

export type ReferenceWorld = {
  readonly models: readonly Searched[]
  readonly now: Date
  readonly me: readonly string[]
  /** `repo/name` of the models with an open request. */
  readonly waiting: readonly string[]
}

/** `repo/name` of the models that the query finds, by product.md, "Search", model by model and without an index. */
export function listReference(query: Query, world: ReferenceWorld): readonly string[] {
  return world.models
    .filter((model) => holds(query, model, world))
    .map(({ repo, artifact }) => `${repo}/${artifact.name}`)
    .sort()
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase()

function holds(query: Query, model: Searched, world: ReferenceWorld): boolean {
  switch (query.kind) {
    case 'all':
      return query.parts.every((part) => holds(part, model, world))
    case 'any':
      return query.parts.length === 0 || query.parts.some((part) => holds(part, model, world))
    case 'not':
      return !holds(query.part, model, world)
    case 'word':
      return holdsWord(query.text, query.form, model)
    case 'filter':
      return query.tests.some((test) => holdsTest(query, test, { model, world }))
  }
}

function holdsWord(word: string, form: 'part' | 'start', { repo, artifact }: Searched): boolean {
  const { facts, owners } = artifact
  const texts = [artifact.name, facts?.description ?? '', ...(facts?.labels ?? [])]
  const text = fold([...texts, ...owners.flatMap(listNames), repo].join('\n'))
  for (let at = text.indexOf(fold(word)); at >= 0; at = text.indexOf(fold(word), at + 1)) {
    if (form === 'part' || at === 0 || /[^a-z0-9\u0080-\uffff]/.test(text.charAt(at - 1)))
      return true
  }
  return false
}

function listNames({ name, aliases }: RegistryArtifact['owners'][number]): readonly string[] {
  return [name, ...aliases]
}

type Place = { readonly model: Searched; readonly world: ReferenceWorld }

function holdsTest(filter: Filter, test: Test, place: Place): boolean {
  const { artifact, repo } = place.model
  const { facts, latest } = artifact
  const one = (values: readonly string[]) => values.some((value) => isValue(value, test))
  switch (filter.qualifier) {
    case 'label':
      return one(facts?.labels ?? [])
    case 'repo':
      return one([repo])
    case 'type':
      return one(facts?.type == null ? [] : [facts.type])
    case 'stage':
      return one([...artifact.stages.keys()])
    case 'owner':
      return isOwner(artifact.owners.flatMap(listNames), test, place.world.me)
    case 'signer':
      return listSigners(place.model).some((name) => isNamed(name, test))
    case 'version':
      return latest !== null && isVersion(latest.name, test)
    case 'is':
      return one(listStates(place))
    case 'has':
      return one(listParts(artifact))
    case 'metric':
    case 'param':
      return isMeasured(filter, test, artifact)
    case 'updated':
      return isWithin(artifact.updatedAt.seconds, test)
    case 'registered':
      return isWithin(latest?.registration?.tag.at.seconds ?? null, test)
    case 'promoted':
      return isWithin(findPromoted(artifact), test)
    case 'data':
      return isMadeFrom(artifact, (key) => isHash(key, test))
    case 'from':
      return isMadeFrom(artifact, (key) => listContents(test, place.world).includes(key))
  }
}

function isValue(value: string, test: Test): boolean {
  if (test.kind === 'start') return fold(value).startsWith(fold(test.text))
  return (test.kind === 'text' || test.kind === 'exact') && fold(value) === fold(test.text)
}

function isOwner(names: readonly string[], test: Test, me: readonly string[]): boolean {
  if (test.kind === 'text' && test.text === '@me') {
    return names.some((name) => me.some((own) => fold(own) === fold(name)))
  }
  return names.some((name) => isNamed(name, test))
}

function isNamed(name: string, test: Test): boolean {
  if (test.kind !== 'text') return isValue(name, test)
  const part = fold(test.text)
  if (part.includes('@')) return fold(name).includes(part)
  return fold(name)
    .split(/\s+/)
    .some((word) =>
      word.slice(0, word.indexOf('@') > 0 ? word.indexOf('@') : undefined).includes(part),
    )
}

function compare(order: number, operator: Operator): boolean {
  return { '>': order > 0, '>=': order >= 0, '<': order < 0, '<=': order <= 0 }[operator]
}

function isVersion(name: string, test: Test): boolean {
  const order = (bound: string) => {
    const full = /^v?\d+$/.test(bound)
      ? `${bound}.0.0`
      : /^v?\d+\.\d+$/.test(bound)
        ? `${bound}.0`
        : bound
    return semver.valid(full) === null ? Number.NaN : semver.compare(name, full)
  }
  if (test.kind === 'compare') return compare(order(test.bound), test.operator)
  if (test.kind === 'start') return isValue(name, test)
  if (test.kind !== 'between') return isValue(name, test) || isValue(name.replace(/^v/, ''), test)
  return (test.from === '' || order(test.from) >= 0) && (test.to === '' || order(test.to) <= 0)
}

function findProduction({ stages }: RegistryArtifact) {
  const [stage] = [...stages.keys()].filter((name) => ['prod', 'production'].includes(name)).sort()
  return stage === undefined ? undefined : stages.get(stage)?.[0]
}

function listSigners({ artifact, proofs }: Searched): readonly string[] {
  const tags = [
    artifact.latest?.registration,
    ...[...artifact.stages.values()].map(([one]) => one?.assignment),
  ]
  return tags.flatMap((event) => {
    const verdict = event ? proofs.get(event.tag.name)?.verdict : undefined
    return verdict?.status === 'good' && verdict.signer ? [verdict.signer] : []
  })
}

function listStates({ model, world }: Place): readonly string[] {
  const { repo, artifact, proofs } = model
  const states: string[] = []
  if (model.hasStaleLineage) states.push('stale-lineage')
  const production = findProduction(artifact)
  const isBehind = (production?.behind ?? 0) > 0
  const age = production ? world.now.getTime() / 1000 - production.assignment.tag.at.seconds : 0
  if (artifact.deprecated) states.push('deprecated')
  if (isBehind) states.push('behind')
  if (isBehind && age > 90 * 86_400) states.push('stale')
  if (production && proofs.get(production.assignment.tag.name)?.verdict.status === 'unsigned') {
    states.push('unsigned')
  }
  if (findPromoted(artifact) === null && artifact.latest !== null) states.push('unpromoted')
  if (artifact.events.some(({ tag }) => proofs.get(tag.name)?.anomalies.includes('moved'))) {
    states.push('moved')
  }
  if (world.waiting.includes(`${repo}/${artifact.name}`)) states.push('waiting')
  return states
}

function findPromoted({ events }: RegistryArtifact): number | null {
  const times = events.filter(({ kind }) => kind === 'assignment').map(({ tag }) => tag.at.seconds)
  return times.length === 0 ? null : Math.max(...times)
}

function listParts({ latest, problems }: RegistryArtifact): readonly string[] {
  const facts = latest?.facts ?? null
  const has = (values: object | undefined) => Object.keys(values ?? {}).length > 0
  return [
    ...(problems.length > 0 ? ['problems'] : []),
    ...(facts?.card ? ['card'] : []),
    ...(has(facts?.metrics) ? ['metrics'] : []),
    ...(has(facts?.params) ? ['params'] : []),
    ...(has(facts?.origins) ? ['lineage'] : []),
  ]
}

function isMeasured(
  { qualifier, name, stage }: Filter,
  test: Test,
  artifact: RegistryArtifact,
): boolean {
  const version: RegistryVersion | null | undefined =
    stage === null ? artifact.latest : artifact.stages.get(stage as never)?.[0]?.version
  const values: Readonly<Record<string, Scalar>> =
    (qualifier === 'metric' ? version?.facts?.metrics : version?.facts?.params) ?? {}
  return (
    name !== null && Object.hasOwn(values, name) && isScalar(values[name] ?? null, test, qualifier)
  )
}

function isScalar(value: Scalar, test: Test, qualifier: Filter['qualifier']): boolean {
  const number = isMetric(value) ? numericValue(value) : Number.NaN
  const hasNumber = Number.isFinite(number)
  const read = (text: string) =>
    /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
  if (test.kind === 'start' && test.text === '') return true
  if (test.kind === 'compare') {
    return hasNumber && compare(number - read(test.bound), test.operator)
  }
  if (test.kind === 'between') {
    const from = test.from === '' ? Number.NEGATIVE_INFINITY : read(test.from)
    const to = test.to === '' ? Number.POSITIVE_INFINITY : read(test.to)
    return hasNumber && number >= from && number <= to
  }
  if (test.kind !== 'start' && !Number.isNaN(read(test.text)))
    return hasNumber && number === read(test.text)
  return (
    qualifier === 'param' &&
    !hasNumber &&
    isValue(isMetric(value) ? formatNumber(value) : String(value), test)
  )
}

function isWithin(seconds: number | null, test: Test): boolean {
  if (seconds === null) return false
  if (test.kind === 'between') {
    const from = test.from === '' ? Number.NEGATIVE_INFINITY : spanOf(test.from)[0]
    const to = test.to === '' ? Number.POSITIVE_INFINITY : spanOf(test.to)[1]
    return seconds >= from && seconds < to
  }
  if (test.kind === 'start') return test.text === ''
  const [from, until] = spanOf(test.kind === 'compare' ? test.bound : test.text)
  if (test.kind !== 'compare') return seconds >= from && seconds < until
  return {
    '>': seconds >= until,
    '>=': seconds >= from,
    '<': seconds < from,
    '<=': seconds < until,
  }[test.operator]
}

/** Of a year, a month or a day; of anything else, times that nothing is within. */
function spanOf(text: string): readonly [from: number, until: number] {
  if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(text)) return [Number.NaN, Number.NaN]
  const start = new Date(
    `${text}${'-01-01'.slice(text.length === 4 ? 0 : text.length === 7 ? 3 : 6)}T00:00:00Z`,
  )
  const end = new Date(start)
  if (text.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1)
  else if (text.length === 7) end.setUTCMonth(end.getUTCMonth() + 1)
  else end.setUTCDate(end.getUTCDate() + 1)
  return [start.getTime() / 1000, end.getTime() / 1000]
}

function isMadeFrom(artifact: RegistryArtifact, isSource: (key: string) => boolean): boolean {
  return artifact.versions.some((version) =>
    version.facts?.origins.some(({ key }) => isSource(key)),
  )
}

function isHash(key: string, test: Test): boolean {
  if (test.kind !== 'text' && test.kind !== 'exact') return false
  const hash = test.text.toLowerCase()
  return key === hash || key === `${hash}.dir`
}

function listContents(test: Test, { models }: ReferenceWorld): readonly string[] {
  if (test.kind !== 'text' && test.kind !== 'exact') return []
  return models
    .filter(({ repo, artifact: { name } }) => test.text === name || test.text === `${repo}/${name}`)
    .flatMap(({ artifact }) => artifact.versions.flatMap(({ facts }) => facts?.hash ?? []))
}

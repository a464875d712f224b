import { groupBy } from '@/lib/repo-data/group-by'
import { formatCount, isCut, LIMITS } from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import { type BoundEvents, type BoundVersion, isActive } from './bind-events'
import type { RegistryEvent } from './event'
import type { ArtifactName, StageName } from './names'
import { formatFew, type ProblemCode, type RegistryProblem } from './problem'

/** The problems of an artifact's tags. Everything else is still derived. */
export function listTagProblems(
  artifact: ArtifactName,
  bound: BoundEvents,
  allowed: readonly StageName[] | null,
): readonly RegistryProblem[] {
  return [
    ...bound.events.filter(isFaulty).flatMap(listTagFaults),
    ...listCrowdedCommits(bound),
    ...bound.ambiguous.map((event) => problem('ambiguous-stage-tag', event, event.version ?? '')),
    ...listScatteredVersions(bound),
    ...bound.versions.flatMap(listUnmatched),
    ...listForbiddenStages(bound, allowed),
    ...listCutTexts(bound),
  ].map((found) => ({ ...found, artifact }))
}

function problem(code: ProblemCode, { tag }: RegistryEvent, detail: string): RegistryProblem {
  return { code, artifact: null, file: null, line: null, tag: tag.name, commit: tag.commit, detail }
}

function isFaulty({ tag }: RegistryEvent): boolean {
  return tag.nested || tag.innerName !== null
}

function listTagFaults(event: RegistryEvent): readonly RegistryProblem[] {
  const { innerName, nested } = event.tag
  return [
    ...(nested ? [problem('tag-nested', event, '')] : []),
    ...(innerName === null ? [] : [problem('tag-inner-name-differs', event, quote(innerName))]),
  ]
}

/** GTO refuses the whole repository for these as soon as a stage tag is on the commit. */
function listCrowdedCommits({ versions }: BoundEvents): readonly RegistryProblem[] {
  const byCommit = groupBy(versions, (version) => version.commit)
  return [...byCommit.values()].flatMap((group) => {
    const [last] = group.at(-1)?.direct ?? []
    if (group.length < 2 || last === undefined) return []
    return [problem('many-versions-on-commit', last, formatFew(group.map(({ name }) => name)))]
  })
}

function listScatteredVersions({ versions }: BoundEvents): readonly RegistryProblem[] {
  const registered = versions.filter((version) => version.key !== null && isActive(version))
  return [...groupBy(registered, ({ name }) => name).values()].flatMap((group) => {
    const newest = group.at(-1)?.direct.at(-1)
    if (group.length < 2 || newest === undefined) return []
    return [problem('version-on-many-commits', newest, formatFew(group.map((one) => one.commit)))]
  })
}

/** A tag that withdraws something that never existed, usually because it is on the wrong commit. */
function listUnmatched(version: BoundVersion): readonly RegistryProblem[] {
  const found: RegistryProblem[] = []
  const [first] = version.direct
  if (first !== undefined && !version.direct.some(({ kind }) => kind === 'registration')) {
    found.push(problem('deregistration-without-registration', first, version.name))
  }
  for (const events of version.stages.values()) {
    const [earliest] = events
    if (earliest !== undefined && !events.some(({ kind }) => kind === 'assignment')) {
      found.push(problem('unassignment-without-assignment', earliest, version.name))
    }
  }
  return found
}

function listForbiddenStages(
  { events }: BoundEvents,
  allowed: readonly StageName[] | null,
): readonly RegistryProblem[] {
  if (allowed === null) return []
  const known = new Set(allowed)
  const newest = new Map<StageName, RegistryEvent>()
  for (const event of events) {
    if (event.stage !== null && !known.has(event.stage)) newest.set(event.stage, event)
  }
  return [...newest].map(([stage, event]) => problem('stage-not-in-gto', event, stage))
}

/** One problem for all truncated tags, because the truncated texts do not change the effect of a tag. */
function listCutTexts({ events }: BoundEvents): readonly RegistryProblem[] {
  const cut = events.filter(({ tag }) => isCut(tag.message))
  const named = events.filter(({ tag }) => isCut(tag.tagger.name) || isCut(tag.tagger.email))
  const report = (code: ProblemCode, found: readonly RegistryEvent[], limit: string) => {
    const [first] = found
    if (first === undefined) return []
    const tags = formatFew(found.map(({ tag }) => tag.name))
    return [problem(code, first, `${limit}: ${tags}`)]
  }
  const { textBytes, messagesBytes, nameBytes } = LIMITS
  const [texts, all, names] = [textBytes, messagesBytes, nameBytes].map(formatCount)
  return [
    ...report(
      'text-too-long',
      cut,
      `the limits are ${texts} bytes for a message and ${all} for all`,
    ),
    ...report('name-too-long', named, `the limit for a tagger is ${names} bytes`),
  ]
}

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import { deriveArtifact } from '../derive-artifact'
import {
  parseArtifactName,
  parseCommitSha,
  parseStageName,
  parseVersionName,
  type StageName,
} from '../names'
import { parseTagName } from '../tag-name'
import { buildTag } from '../testing/build-tag'
import type { Command } from './command'
import { decide } from './decide'
import type { TagPlan } from './tag-plan'

type Step = {
  readonly op: string
  readonly args: readonly string[]
  readonly kwargs: Readonly<Record<string, string | boolean | undefined>>
  readonly result?: unknown
  readonly error?: string
  readonly message?: string
}

type Vector = {
  readonly id: string
  readonly title: string
  readonly files: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly steps: readonly Step[]
  readonly finalTags: readonly string[]
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync('lib/testing/conformance/command-vectors.json', 'utf8'),
)

/** Steps (from 0) for which there is no command of ours; what GTO wrote is taken as given. */
const NO_COUNTERPART: Readonly<Record<string, string>> = {
  'E6.2': 'nothing is forced: repeating what holds is refused',
  'E6.5': 'a version is assigned, never a version and a commit',
  'E6.6': 'a version is assigned, never nothing',
  'E6.10': 'registering is a command of its own',
  'E6.11': 'a bare commit is not put into a stage',
  'E6.12': 'a bare commit is not put into a stage',
  'E6.13': 'stage tags always have a counter',
  'E6.14': 'stage tags always have a counter',
  'E7.8': 'stage tags always have a counter',
  'E7.9': 'no tag is ever deleted',
  'E8.4': 'nothing is forced: repeating what holds is refused',
  'E8.5': 'nothing is forced, and counters are not asked for',
  'E15.2': 'no tag is ever deleted',
}

/** Steps that GTO and we answer differently. */
const OURS: Readonly<Record<string, readonly [why: string, answer: string]>> = {
  'E5.4': ['D5: a taken name gets a counter', 'm@v0.0.1#1'],
  'E5b.3': ['D5: the next version is above every one there was', 'm@v0.0.3'],
  'E7.4': ['repeating what holds is refused', 'not-in-stage'],
}

/** Ops that read; the state vectors cover them. */
const READS = ['get_stages', 'check_ref', 'find_latest_version', 'find_versions_in_stage', 'show']

/** What we call GTO's errors. */
const ANSWERS: readonly (readonly [gto: RegExp, ours: string])[] = [
  [/^ArtifactNotFound/, 'artifact-unknown'],
  [/^UnknownStage/, 'stage-unknown'],
  [/^VersionExistsForCommit|Can't register/, 'commit-already-registered'],
  [/For this REF you can only register/, 'commit-has-other-version'],
  [/^VersionAlreadyRegistered/, 'version-taken'],
  [/either version or single bump/, 'version-and-bump'],
  [/Can't apply bump/, 'bump-without-version'],
  [/^VersionRequired|^WrongArgs Version '\S+' is not registered/, 'version-unknown'],
  [/was deregistered already/, 'already-deregistered'],
  [/is already in stage/, 'already-in-stage'],
  [/is not assigned to a version/, 'not-in-stage'],
  [/was deprecated already/, 'already-deprecated'],
  [/^InvalidVersion|^ValidationError|^RevError/, 'unreadable'],
]

class Unreadable extends Error {}

function need<T>(parsed: T | null): T {
  if (parsed === null) throw new Unreadable()
  return parsed
}

const shaOf = (alias: unknown) =>
  need(parseCommitSha(String(alias).replace(/^<([A-D])>$/, (_, a) => a.toLowerCase().repeat(40))))

/** Our commands for a step. GTO registers a commit by itself when it is assigned a stage. */
function toCommands({ op, args, kwargs }: Step, world: World): readonly Command[] {
  const artifact = need(parseArtifactName(args[0] ?? ''))
  const version = (text: unknown) => need(parseVersionName(String(text)))
  const { ref } = kwargs
  const bump = kwargs.bump_major ? 'major' : kwargs.bump_minor ? 'minor' : null
  const register = (rev: unknown, asked: unknown): Command => ({
    artifact,
    kind: 'register',
    commit: shaOf(rev),
    bump,
    version: asked === undefined ? null : version(asked),
  })
  if (op === 'register') return [register(args[1], kwargs.version)]
  if (op === 'deregister')
    return [{ artifact, kind: 'deregister', version: version(kwargs.version) }]
  if (op === 'deprecate') return [{ artifact, kind: 'deprecate' }]
  const stage = need(parseStageName(String(args[1] ?? kwargs.stage)))
  if (op === 'unassign') {
    return [{ artifact, kind: 'unassign', version: version(kwargs.version), stage }]
  }
  if (kwargs.version !== undefined) {
    return [{ artifact, kind: 'assign', version: version(kwargs.version), stage }]
  }
  const known = world.registeredAt(shaOf(ref))
  const registered = version(known ?? kwargs.name_version ?? 'v0.0.1')
  const assign: Command = { artifact, kind: 'assign', version: registered, stage }
  return known === null || kwargs.name_version !== undefined
    ? [register(ref, kwargs.name_version), assign]
    : [assign]
}

type World = ReturnType<typeof openWorld>

function openWorld(vector: Vector) {
  const tags: AnnotatedTag[] = []
  const gto = parse(vector.files.A?.['.gto'] ?? '') as { stages?: StageName[] } | null
  const find = (name: string, seen: readonly AnnotatedTag[]) => {
    const own = seen.filter((tag) => parseTagName(tag.name)?.artifact === name)
    const artifact = need(parseArtifactName(name))
    const none = { commits: new Map(), facts: new Map(), branches: [] }
    return own.length === 0
      ? null
      : deriveArtifact({ name: artifact, tags: own, ...none, versionsPerStage: 'one' })
  }
  const build = (name: string, commit: string, at: number) => buildTag(name, { commit, at })
  return {
    tags,
    write: (name: string, commit: string) => tags.push(build(name, commit, tags.length + 1)),
    registeredAt: (commit: string) =>
      find('m', tags)?.versions.find((one) => one.commit === commit && one.registered)?.name ??
      null,
    commitOf: (version: string) =>
      find('m', tags)?.versions.find((one) => one.name === version)?.commit ?? null,
    /** The plans of the commands, each decided after the one before it; or the first refusal's code. */
    decide: (commands: readonly Command[]): readonly TagPlan[] | string => {
      const plans: TagPlan[] = []
      const seen = [...tags]
      for (const command of commands) {
        const decision = decide({
          command,
          artifact: find(command.artifact, seen),
          tagNames: seen.map((tag) => tag.name),
          allowedStages: gto?.stages ?? null,
          now: seen.length + 1,
        })
        if (decision.kind === 'refused') return decision.refusal.code
        plans.push(decision.plan)
        seen.push(build(decision.plan.tag, decision.plan.commit, seen.length + 1))
      }
      return plans
    },
  }
}

function answer(step: Step, world: World): readonly TagPlan[] | string {
  try {
    return world.decide(toCommands(step, world))
  } catch (error) {
    if (error instanceof Unreadable) return 'unreadable'
    throw error
  }
}

function expectedAnswer({ error, message, result }: Step): unknown {
  if (error !== undefined) {
    return ANSWERS.find(([gto]) => gto.test(`${error} ${message}`))?.[1]
  }
  const [kind, tag, version, subject] = result as readonly (string | null)[]
  return [kind?.toLowerCase(), tag, version, subject]
}

function runStep(world: World, step: Step, key: string): void {
  if (READS.includes(step.op)) return
  if (key in NO_COUNTERPART) {
    if (!Array.isArray(step.result)) return
    const [, tag, version] = step.result as readonly string[]
    const commit =
      step.kwargs.ref === undefined ? world.commitOf(version ?? '') : shaOf(step.kwargs.ref)
    if (world.registeredAt(commit ?? '') === null && parseVersionName(version ?? '') !== null) {
      world.write(`m@${version}`, commit ?? '')
    }
    world.write(tag ?? '', commit ?? world.tags.at(-1)?.commit ?? '')
    return
  }
  const got = answer(step, world)
  const last = typeof got === 'string' ? null : got.at(-1)
  const ours = OURS[key]
  if (ours !== undefined) {
    expect([ours[0], last?.tag ?? got]).toEqual(ours)
    const [, tag, version] = (step.result ?? []) as readonly string[]
    if (tag !== undefined) world.write(tag, world.commitOf(version ?? '') ?? '')
    return
  }
  const shown = last ? [last.kind, last.tag, last.version, last.subject] : got
  expect(shown).toEqual(expectedAnswer(step))
  for (const plan of typeof got === 'string' ? [] : got) world.write(plan.tag, plan.commit)
}

describe('GTO writes the same tags', () => {
  test.each(vectors.map((vector) => [vector.id, vector.title, vector] as const))(
    '%s %s',
    (id, _title, vector) => {
      const world = openWorld(vector)
      for (const [index, step] of vector.steps.entries()) runStep(world, step, `${id}.${index}`)
      const isDeleting = vector.steps.some((step) => step.kwargs.delete === true)
      if (isDeleting) return
      expect(world.tags.map((tag) => tag.name).sort()).toEqual(vector.finalTags)
    },
  )

  test('every exception names a step that there is', () => {
    const keys = vectors.flatMap(({ id, steps }) => steps.map((_, index) => `${id}.${index}`))
    const named = [...Object.keys(NO_COUNTERPART), ...Object.keys(OURS)]
    expect(named.filter((key) => !keys.includes(key))).toEqual([])
    expect(vectors.length).toBe(18)
  })
})

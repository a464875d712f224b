import { describe, expect, test } from 'vitest'
import { deriveArtifact } from '../derive-artifact'
import type { ArtifactName, CommitSha, StageName, VersionName } from '../names'
import { buildTag } from '../testing/build-tag'
import type { Command } from './command'
import { type Decision, decide } from './decide'

const A = 'a'.repeat(40) as CommitSha
const B = 'b'.repeat(40) as CommitSha
const C = 'c'.repeat(40) as CommitSha
const COMMITS: Readonly<Record<string, CommitSha>> = { a: A, b: B, c: C }

const version = (name: string) => name as VersionName
const stage = (name: string) => name as StageName
const artifact = 'm' as ArtifactName

const register = (commit: CommitSha, rest: object = {}): Command => ({
  artifact,
  kind: 'register',
  commit,
  version: null,
  bump: null,
  ...rest,
})
const assign = (name: string, to: string): Command => ({
  artifact,
  kind: 'assign',
  version: version(name),
  stage: stage(to),
})
const unassign = (name: string, from: string): Command => ({
  artifact,
  kind: 'unassign',
  version: name,
  stage: stage(from),
})
const deregister = (name: string): Command => ({
  artifact,
  kind: 'deregister',
  version: version(name),
})
const rollBack = (of: string): Command => ({ artifact, kind: 'roll-back', stage: stage(of) })
const deprecate: Command = { artifact, kind: 'deprecate' }

type Rest = {
  readonly others?: readonly string[]
  readonly allowed?: readonly string[]
  readonly now?: number
  readonly perStage?: 'one' | 'many'
  readonly gone?: readonly string[]
  /** Names of those that do not count. */
  readonly rejected?: readonly string[]
}

/** Decides on tags written as `NAME LETTER`, one a second from 1; `others` are names that make no event. */
function ask(command: Command, tags: readonly string[], rest: Rest = {}): Decision {
  const built = tags.map((tag, index) => {
    const [name = '', letter = ''] = tag.split(' ')
    return buildTag(name, { commit: COMMITS[letter] ?? '', at: index + 1 })
  })
  const none = { commits: new Map(), facts: new Map(), branches: [] }
  const versionsPerStage = rest.perStage ?? 'one'
  return decide({
    command,
    artifact:
      built.length === 0
        ? null
        : deriveArtifact({
            name: command.artifact,
            tags: built,
            ...none,
            versionsPerStage,
            rejected: new Set(rest.rejected),
          }),
    tagNames: [...built.map(({ name }) => name), ...(rest.others ?? [])],
    goneNames: rest.gone ?? [],
    allowedStages: rest.allowed?.map(stage) ?? null,
    now: rest.now ?? 1000,
  })
}

/** The tag and the letter of its commit, or the refusal. */
function shown(decision: Decision): unknown {
  if (decision.kind === 'refused') return decision.refusal
  const { tag, commit } = decision.plan
  return `${tag} ${commit[0]}`
}

const refusal = (code: string, details: object = {}) => ({ code, details })

test('a plan contains the whole content of the tag', () => {
  const tags = ['m@v1.0.0 a', 'm@v1.1.0 b', 'm#prod#1 a']
  const { oid } = buildTag('m#prod#1', { commit: A, at: 3 })
  expect(ask(assign('v1.1.0', 'prod'), tags)).toEqual({
    kind: 'planned',
    plan: {
      kind: 'assignment',
      artifact: 'm',
      tag: 'm#prod#2',
      commit: B,
      version: 'v1.1.0',
      stage: 'prod',
      subject: 'Assigning stage prod to artifact m version v1.1.0',
      previous: { tag: 'm#prod#1', oid, version: 'v1.0.0' },
      notBefore: 4,
    },
  })
  expect(ask(register(A), [])).toEqual({
    kind: 'planned',
    plan: {
      kind: 'registration',
      artifact: 'm',
      tag: 'm@v0.0.1',
      commit: A,
      version: 'v0.0.1',
      stage: null,
      previous: null,
      notBefore: 0,
      subject: 'Registering artifact m version v0.0.1',
    },
  })
  expect(ask(deprecate, tags)).toEqual({
    kind: 'planned',
    plan: {
      kind: 'deprecation',
      artifact: 'm',
      tag: 'm@deprecated',
      commit: A,
      version: null,
      stage: null,
      previous: null,
      notBefore: 4,
      subject: "Deprecating artifact 'm'",
    },
  })
})

describe('registering', () => {
  test.each([
    ['the first', [], register(A), 'm@v0.0.1 a'],
    ['the next', ['m@v1.2.3 a'], register(B), 'm@v1.2.4 b'],
    ['a step', ['m@v1.2.3 a'], register(B, { bump: 'minor' }), 'm@v1.3.0 b'],
    ['a step from a prerelease', ['m@v1.2.3-rc.1 a'], register(B, { bump: 'major' }), 'm@v2.0.0 b'],
    ['above a lower one by time', ['m@v2.0.0 a', 'm@v1.0.0 b'], register(C), 'm@v2.0.1 c'],
    [
      'numbers beyond doubles',
      ['m@v1.0.9007199254740993 a'],
      register(B),
      'm@v1.0.9007199254740994 b',
    ],
    ['above a deregistered one', ['m@v0.0.1 a', 'm@v0.0.1! a'], register(B), 'm@v0.0.2 b'],
    [
      'a step from a deregistered one',
      ['m@v0.0.1 a', 'm@v0.0.1! a'],
      register(B, { bump: 'minor' }),
      'm@v0.1.0 b',
    ],
    ['above one only deregistered', ['m@v0.0.7! a'], register(B), 'm@v0.0.8 b'],
    ['a lower one', ['m@v2.0.0 a'], register(B, { version: 'v1.0.0' }), 'm@v1.0.0 b'],
    ['anew', ['m@v1.0.0 a', 'm@v1.0.0! a'], register(A), 'm@v1.0.0#1 a'],
    [
      'anew by name',
      ['m@v1.0.0 a', 'm@v1.0.0! a'],
      register(A, { version: 'v1.0.0' }),
      'm@v1.0.0#1 a',
    ],
    ['on a commit with a stage only', ['m#prod#1 a'], register(A), 'm@v0.0.1 a'],
  ])('%s', (_, tags, command, expected) => {
    expect(shown(ask(command, tags))).toBe(expected)
  })

  test.each([
    [
      ['m@v1.0.0 a'],
      register(A),
      refusal('commit-already-registered', { commit: A, version: 'v1.0.0' }),
    ],
    [
      ['m@v1.0.0 a', 'm@v1.0.0! a'],
      register(A, { version: 'v1.0.1' }),
      refusal('commit-has-other-version', { commit: A, version: 'v1.0.0', asked: 'v1.0.1' }),
    ],
    [
      ['m@v1.0.0 a', 'm@v1.0.0! a'],
      register(B, { version: 'v1.0.0' }),
      refusal('version-taken', { version: 'v1.0.0', commit: A }),
    ],
    [
      ['m@v1.0.0 a', 'm@v1.0.0! a', 'm@v1.0.0#3 b'],
      register(A),
      refusal('version-taken', { version: 'v1.0.0', commit: B }),
    ],
    [
      ['m@v1.0.0 a'],
      register(B, { version: 'v2.0.0', bump: 'major' }),
      refusal('version-and-bump', { version: 'v2.0.0', bump: 'major' }),
    ],
    [
      [],
      register(A, { bump: 'patch' }),
      refusal('bump-without-version', { artifact, bump: 'patch' }),
    ],
  ])('%j: %j is refused', (tags, command, expected) => {
    expect(shown(ask(command, tags))).toEqual(expected)
  })
})

describe('registering beside a registration that does not count', () => {
  const tags = ['m@v1.0.0 a', 'm@v1.1.0 b', 'm@v1.1.0! b', 'm@v2.0.0 b']
  const rejected = ['m@v1.1.0', 'm@v1.1.0!', 'm@v2.0.0']
  const taken = (version: string) => refusal('version-taken', { version, commit: B })
  const other = (asked: string) =>
    refusal('commit-has-other-version', { commit: B, version: 'v1.1.0', asked })

  test.each([
    ['the next is above it', register(C), 'm@v2.0.1 c'],
    ['a step is taken from it', register(C, { bump: 'minor' }), 'm@v2.1.0 c'],
    ['a free version', register(C, { version: 'v1.2.0' }), 'm@v1.2.0 c'],
    ['its version on another commit', register(C, { version: 'v2.0.0' }), taken('v2.0.0')],
    ['one that was taken back so', register(C, { version: 'v1.1.0' }), taken('v1.1.0')],
    ['its version on its commit', register(B, { version: 'v2.0.0' }), 'm@v2.0.0#1 b'],
    ['its commit', register(B), 'm@v1.1.0#1 b'],
    ['its commit, as another version', register(B, { version: 'v3.0.0' }), other('v3.0.0')],
  ])('%s', (_what, command, expected) => {
    expect(shown(ask(command, tags, { rejected }))).toEqual(expected)
  })

  test('a first version is none where only such ones are', () => {
    const only = { rejected: ['m@v0.0.1'] }
    expect(shown(ask(register(B), ['m@v0.0.1 a'], only))).toBe('m@v0.0.2 b')
    expect(shown(ask(register(A), ['m@v0.0.1 a'], only))).toBe('m@v0.0.1#1 a')
  })
})

describe('stages', () => {
  const held = ['m@v1.0.0 a', 'm@v1.1.0 b', 'm#prod#1 a', 'm#prod#2 b']

  test.each([
    ['giving', held, assign('v1.0.0', 'dev'), 'm#dev#3 a'],
    [
      'giving again what holds it, which ends a deprecation',
      [...held, 'm@deprecated b'],
      assign('v1.1.0', 'prod'),
      'm#prod#3 b',
    ],
    ['giving back what was displaced', held, assign('v1.0.0', 'prod'), 'm#prod#3 a'],
    [
      'giving what was unassigned',
      [...held, 'm#prod!#3 b'],
      assign('v1.1.0', 'prod'),
      'm#prod#4 b',
    ],
    ['taking', held, unassign('v1.1.0', 'prod'), 'm#prod!#3 b'],
    ['taking from one displaced', held, unassign('v1.0.0', 'prod'), 'm#prod!#3 a'],
    [
      'taking from one deregistered',
      [...held, 'm@v1.1.0! b'],
      unassign('v1.1.0', 'prod'),
      'm#prod!#3 b',
    ],
    ['taking from a commit', ['m#prod#1 c'], unassign(C, 'prod'), 'm#prod!#2 c'],
    ['rolling back', held, rollBack('prod'), 'm#prod#3 a'],
    ['rolling back again', [...held, 'm#prod#3 a'], rollBack('prod'), 'm#prod#4 b'],
    [
      'rolling back beyond what was unassigned',
      [
        'm@v1.0.0 a',
        'm@v1.1.0 b',
        'm@v1.2.0 c',
        'm#prod a',
        'm#prod#2 b',
        'm#prod!#3 b',
        'm#prod#4 c',
      ],
      rollBack('prod'),
      'm#prod#5 a',
    ],
    [
      'rolling back beyond what was deregistered',
      [
        'm@v1.0.0 a',
        'm@v1.1.0 b',
        'm@v1.2.0 c',
        'm#prod a',
        'm#prod#2 b',
        'm#prod#3 c',
        'm@v1.1.0! b',
      ],
      rollBack('prod'),
      'm#prod#4 a',
    ],
  ])('%s', (_, tags, command, expected) => {
    expect(shown(ask(command, tags))).toBe(expected)
  })

  test('many versions may hold one', () => {
    const many = { perStage: 'many' } as const
    expect(shown(ask(assign('v1.0.0', 'prod'), held, many))).toEqual(
      refusal('already-in-stage', { version: 'v1.0.0', stage: 'prod' }),
    )
    expect(shown(ask(rollBack('prod'), held, many))).toBe('m#prod#3 a')
  })

  test('the plan names the displaced or cancelled assignment', () => {
    const previous = (command: Command) => {
      const decision = ask(command, held)
      return decision.kind === 'planned' ? decision.plan.previous?.tag : decision
    }
    expect(previous(assign('v1.0.0', 'prod'))).toBe('m#prod#2')
    expect(previous(rollBack('prod'))).toBe('m#prod#2')
    expect(previous(unassign('v1.1.0', 'prod'))).toBe('m#prod#2')
    expect(previous(unassign('v1.0.0', 'prod'))).toBe('m#prod#1')
    expect(previous(assign('v1.0.0', 'dev'))).toBe(undefined)
    expect(previous(deregister('v1.1.0'))).toBe(undefined)
  })

  test.each([
    [
      'assigning again',
      held,
      assign('v1.1.0', 'prod'),
      refusal('already-in-stage', { version: 'v1.1.0', stage: 'prod' }),
    ],
    [
      'no such version',
      held,
      assign('v9.0.0', 'prod'),
      refusal('version-unknown', { version: 'v9.0.0' }),
    ],
    [
      'a deregistered version',
      [...held, 'm@v1.0.0! a'],
      assign('v1.0.0', 'prod'),
      refusal('version-deregistered', { version: 'v1.0.0' }),
    ],
    [
      'a version that never was registered',
      ['m@v1.0.0! a'],
      assign('v1.0.0', 'prod'),
      refusal('version-not-registered', { version: 'v1.0.0' }),
    ],
    [
      'unassigning again',
      [...held, 'm#prod!#3 b'],
      unassign('v1.1.0', 'prod'),
      refusal('not-in-stage', { version: 'v1.1.0', stage: 'prod' }),
    ],
    [
      'unassigning nothing',
      held,
      unassign('v2.0.0', 'prod'),
      refusal('version-unknown', { version: 'v2.0.0' }),
    ],
    [
      'rolling back to nothing',
      ['m@v1.0.0 a', 'm#prod#1 a'],
      rollBack('prod'),
      refusal('nothing-to-roll-back-to', { stage: 'prod', version: 'v1.0.0' }),
    ],
    [
      'rolling back a stage without a holder',
      held,
      rollBack('dev'),
      refusal('nothing-to-roll-back-to', { stage: 'dev', version: null }),
    ],
    [
      'rolling back to a deregistered version',
      [...held, 'm@v1.0.0! a'],
      rollBack('prod'),
      refusal('nothing-to-roll-back-to', { stage: 'prod', version: 'v1.1.0' }),
    ],
  ])('%s is refused', (_, tags, command, expected) => {
    expect(shown(ask(command, tags))).toEqual(expected)
  })

  test('only stages that .gto allows are assigned, and any stage is unassigned', () => {
    const allowed = ['dev', 'test']
    const unknown = refusal('stage-unknown', { artifact, stage: 'prod', allowed })
    expect(shown(ask(assign('v1.0.0', 'prod'), held, { allowed }))).toEqual(unknown)
    expect(shown(ask(rollBack('prod'), held, { allowed }))).toEqual(unknown)
    expect(shown(ask(assign('v1.0.0', 'dev'), held, { allowed }))).toBe('m#dev#3 a')
    expect(shown(ask(unassign('v1.1.0', 'prod'), held, { allowed }))).toBe('m#prod!#3 b')
    expect(shown(ask(assign('v1.0.0', 'dev'), held, { allowed: [] }))).toEqual(
      refusal('stage-unknown', { artifact, stage: 'dev', allowed: [] }),
    )
  })
})

describe('a stage tag that would be read as meaning another version of its commit', () => {
  const two = ['m@v1.0.0 a', 'm@v2.0.0 a']
  const ambiguous = refusal('commit-has-other-version', {
    commit: A,
    version: 'v2.0.0',
    asked: 'v1.0.0',
  })

  test.each([
    [two, assign('v1.0.0', 'prod'), ambiguous],
    [two, assign('v2.0.0', 'prod'), 'm#prod#1 a'],
    [[...two, 'm@v2.0.0! a'], assign('v1.0.0', 'prod'), 'm#prod#1 a'],
    [['m@v1.0.0 a', 'm#prod#1 a', 'm@v2.0.0 a'], unassign('v1.0.0', 'prod'), ambiguous],
    [
      ['m@v1.0.0 a', 'm#prod#1 a', 'm@v1.0.0! a', 'm@v2.0.0 a'],
      unassign('v1.0.0', 'prod'),
      ambiguous,
    ],
    [
      ['m@v1.0.0+x a', 'm@v1.0.0+y a'],
      assign('v1.0.0+x', 'prod'),
      refusal('commit-has-other-version', { commit: A, version: 'v1.0.0+y', asked: 'v1.0.0+x' }),
    ],
  ])('%j, %j', (tags, command, expected) => {
    expect(shown(ask(command, tags))).toEqual(expected)
  })
})

describe('taking back', () => {
  test.each([
    ['a version', ['m@v1.0.0 a'], deregister('v1.0.0'), 'm@v1.0.0! a'],
    [
      'a version twice',
      ['m@v1.0.0 a', 'm@v1.0.0! a', 'm@v1.0.0#4 a'],
      deregister('v1.0.0'),
      'm@v1.0.0!#5 a',
    ],
    [
      'of a name on two commits the later registered',
      ['m@v1.0.0 a', 'm@v1.0.0#1 b'],
      deregister('v1.0.0'),
      'm@v1.0.0! b',
    ],
    [
      'of a name on two commits the one that is left',
      ['m@v1.0.0 a', 'm@v1.0.0#1 b', 'm@v1.0.0! b'],
      deregister('v1.0.0'),
      'm@v1.0.0!#2 a',
    ],
    ['a model', ['m@v1.0.0 a', 'm#prod#1 b'], deprecate, 'm@deprecated b'],
    [
      'a model twice',
      ['m@v1.0.0 a', 'm@deprecated a', 'm@v1.0.1 b'],
      deprecate,
      'm@deprecated#1 b',
    ],
  ])('%s', (_, tags, command, expected) => {
    expect(shown(ask(command, tags))).toBe(expected)
  })

  test.each([
    [['m@v1.0.0 a'], deregister('v1.0.1'), refusal('version-unknown', { version: 'v1.0.1' })],
    [
      ['m@v1.0.0 a', 'm@v1.0.0! a'],
      deregister('v1.0.0'),
      refusal('already-deregistered', { version: 'v1.0.0' }),
    ],
    [
      ['m@v1.0.0! a'],
      deregister('v1.0.0'),
      refusal('version-not-registered', { version: 'v1.0.0' }),
    ],
    [
      ['m@v1.0.0 a', 'm@deprecated a', 'm#prod!#1 a'],
      deprecate,
      refusal('already-deprecated', { artifact, tag: 'm@deprecated' }),
    ],
    [[], deprecate, refusal('artifact-unknown', { artifact })],
    [[], deregister('v1.0.0'), refusal('artifact-unknown', { artifact })],
    [[], assign('v1.0.0', 'prod'), refusal('artifact-unknown', { artifact })],
    [[], unassign('v1.0.0', 'prod'), refusal('artifact-unknown', { artifact })],
    [[], rollBack('prod'), refusal('artifact-unknown', { artifact })],
  ])('%j: %j is refused', (tags, command, expected) => {
    expect(shown(ask(command, tags))).toEqual(expected)
  })

  test('a model without tags is deprecated where it is declared', () => {
    const declared = deriveArtifact({
      name: artifact,
      tags: [],
      commits: new Map(),
      facts: new Map(),
      branches: [],
      versionsPerStage: 'one',
    })
    const input = { command: deprecate, tagNames: [], allowedStages: null, now: 1000 }
    const source = { file: 'artifacts.yaml', commit: C }
    expect(shown(decide({ ...input, artifact: { ...declared, source } }))).toBe('m@deprecated c')
  })
})

describe('names and counters', () => {
  const one = ['m@v1.0.0 a']

  test.each([
    ['every tag of the artifact', ['m@v9.0.0!#6'], 'm#prod#7'],
    ['one that is lightweight or unusable', ['m@deprecated#9'], 'm#prod#10'],
    ['one with leading zeros', ['m#dev#007'], 'm#prod#8'],
    ['one that means nothing', ['m@created#3'], 'm#prod#4'],
    ['none', ['m#dev'], 'm#prod#1'],
  ])('a counter is above that of %s', (_, others, tag) => {
    expect(shown(ask(assign('v1.0.0', 'prod'), one, { others }))).toBe(`${tag} a`)
  })

  test('a plain name that is taken by anything gets a counter', () => {
    expect(shown(ask(register(B), one, { others: ['m@v1.0.1'] }))).toBe('m@v1.0.1#1 b')
    expect(shown(ask(deprecate, one, { others: ['m@deprecated'] }))).toBe('m@deprecated#1 a')
  })

  test('a name that no message can have is refused', () => {
    const refused = (tag: string) => refusal('tag-name-refused', { tag, why: 'no-message' })
    const name = 'm-----BEGIN-x' as ArtifactName
    expect(shown(ask({ ...register(A), artifact: name }, []))).toEqual(refused(`${name}@v0.0.1`))
    const to = 'prod-----BEGIN'
    expect(shown(ask(assign('v1.0.0', to), one))).toEqual(refused(`m#${to}#1`))
    const odd = 'v2.0.0-----BEGIN'
    expect(shown(ask(assign(odd, 'prod'), [`m@${odd} a`]))).toEqual(refused('m#prod#1'))
    expect(shown(ask(deregister(odd), [`m@${odd} a`]))).toEqual(refused(`m@${odd}!`))
    expect(shown(ask(register(A, { version: 'v2.0.0----BEGIN' }), []))).toBe('m@v2.0.0----BEGIN a')
  })

  test('the name of a vanished tag is not used again and causes no conflict', () => {
    const gone = (...names: string[]) => ({ gone: names })
    expect(shown(ask(assign('v1.0.0', 'prod'), one, gone('m#prod#1', 'm#prod#2', 'm#dev#9')))).toBe(
      'm#prod#3 a',
    )
    expect(shown(ask(register(B), one, gone('m@v1.0.1')))).toBe('m@v1.0.1#1 b')
    expect(shown(ask(register(B), one, gone('m@v1.0.1', 'm@v1.0.1#1')))).toBe('m@v1.0.1#2 b')
    expect(shown(ask(assign('v1.0.0', 'prod/eu'), one, gone('m#prod')))).toBe('m#prod/eu#1 a')
    expect(shown(ask(assign('v1.0.0', 'prod'), one, gone(`m#prod#${2 ** 53}`)))).toBe('m#prod#1 a')
    const last = { ...gone(`m#prod#${2 ** 53}`), others: [`m#prod#${2 ** 53 - 1}`] }
    expect(shown(ask(assign('v1.0.0', 'prod'), one, last))).toEqual(
      refusal('tag-name-refused', { tag: `m#prod#${2 ** 53}`, why: 'counter-too-large' }),
    )
  })

  const named = (name: string) => ({ ...register(A), artifact: name as ArtifactName })

  test.each([
    ['a//b:m', 'a//b=m@v0.0.1', 'no-ref-name'],
    ['/a:m', '/a=m@v0.0.1', 'no-ref-name'],
    ['a/../b:m', 'a/../b=m@v0.0.1', 'no-ref-name'],
    ['.:m', '.=m@v0.0.1', 'no-ref-name'],
    ['a/.b:m', 'a/.b=m@v0.0.1', 'no-ref-name'],
    ['a.lock/b:m', 'a.lock/b=m@v0.0.1', 'no-ref-name'],
    ['-:m', '-=m@v0.0.1', 'no-ref-name'],
    ['-a/b:m', '-a/b=m@v0.0.1', 'no-ref-name'],
    ['n'.repeat(194), `${'n'.repeat(194)}@v0.0.1`, 'too-long'],
  ])('%s cannot be tagged', (name, tag, why) => {
    expect(shown(ask(named(name), []))).toEqual(refusal('tag-name-refused', { tag, why }))
  })

  test.each(['a.b:m', 'a/b.c/d:m', 'a/-b:m', 'm/n', 'n'.repeat(193)])(
    '%s can be tagged',
    (name) => {
      expect(shown(ask(named(name), []))).toBe(`${name.replace(':', '=')}@v0.0.1 a`)
    },
  )

  test('a name that Git would have to store below a tag, or above one, is refused', () => {
    const refused = (tag: string) => refusal('tag-name-refused', { tag, why: 'tag-in-the-way' })
    expect(shown(ask(assign('v1.0.0', 'prod/eu'), one, { others: ['m#prod'] }))).toEqual(
      refused('m#prod/eu#1'),
    )
    expect(shown(ask(assign('v1.0.0', 'a'), one, { others: ['m#a#1/b'] }))).toEqual(
      refused('m#a#1'),
    )
    expect(shown(ask(assign('v1.0.0', 'prod/eu'), one, { others: ['m#prod#1'] }))).toBe(
      'm#prod/eu#2 a',
    )
  })

  test('a counter beyond what can be counted is refused', () => {
    const others = [`m#dev#${Number.MAX_SAFE_INTEGER}`]
    expect(shown(ask(assign('v1.0.0', 'prod'), one, { others }))).toEqual(
      refusal('tag-name-refused', { tag: 'm#prod#9007199254740992', why: 'counter-too-large' }),
    )
  })

  test('a version that would end a ref as Git forbids is refused', () => {
    const tag = 'm@v1.0.0+a.lock'
    expect(shown(ask(register(A, { version: 'v1.0.0+a.lock' }), []))).toEqual(
      refusal('tag-name-refused', { tag, why: 'no-ref-name' }),
    )
  })
})

test('no tag is written after a tag from the future', () => {
  const tags = ['m@v1.0.0 a', 'm@v1.0.1 b']
  const at = '1970-01-01T00:00:02.000Z'
  expect(shown(ask(register(C), tags, { now: -298 }))).toBe('m@v1.0.2 c')
  expect(shown(ask(register(C), tags, { now: -299 }))).toEqual(
    refusal('tags-in-future', { tag: 'm@v1.0.1', at }),
  )
})

test('a tag is dated after those that do not count, unless they are far in the future', () => {
  const tags = ['m@v1.0.0 a', 'm@v1.0.1 b']
  const notBefore = (now: number, rejected: readonly string[]) => {
    const decision = ask(assign('v1.0.0', 'prod'), tags, { now, rejected })
    return decision.kind === 'planned' ? decision.plan.notBefore : decision.refusal.code
  }
  expect(notBefore(2, ['m@v1.0.1'])).toBe(3)
  expect(notBefore(2 - 300, ['m@v1.0.1'])).toBe(3)
  expect(notBefore(2 - 301, ['m@v1.0.1'])).toBe(2)
  expect(notBefore(2 - 301, [])).toBe('tags-in-future')
})

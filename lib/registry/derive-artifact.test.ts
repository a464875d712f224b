import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AnnotatedTag, CommitFact, Oid } from '@/lib/snapshot/types'
import type { ArtifactInput, RegistryArtifact } from './artifact'
import type { BranchDeclaration } from './branch'
import { parseCodeowners } from './codeowners'
import { deriveArtifact } from './derive-artifact'
import { type ArtifactFacts, NO_FACTS } from './facts'
import { parseArtifactName, parseStageName, type StageName } from './names'
import { buildCommit, buildTag } from './testing/build-tag'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)
const C = 'c'.repeat(40)
const HEAD = 'd'.repeat(40)

function named(text: string) {
  const name = parseArtifactName(text)
  if (name === null) throw new Error(`no name: ${text}`)
  return name
}

function staged(text: string): StageName {
  const name = parseStageName(text)
  if (name === null) throw new Error(`no stage: ${text}`)
  return name
}

/** Tags written as `NAME COMMIT`, one a second from 1 on. */
function derive(
  tags: readonly (readonly [string, Oid] | AnnotatedTag)[],
  rest: Partial<ArtifactInput> = {},
): RegistryArtifact {
  const built = tags.map((tag, index) =>
    'kind' in tag ? tag : buildTag(tag[0], { commit: tag[1], at: index + 1 }),
  )
  const none = { commits: new Map(), facts: new Map(), branches: [] }
  return deriveArtifact({
    name: named('m'),
    tags: built,
    ...none,
    versionsPerStage: 'one',
    ...rest,
  })
}

function declaredBy(rest: Partial<BranchDeclaration> = {}): BranchDeclaration {
  return {
    branch: { name: 'main', commit: HEAD },
    gto: { stages: null, types: null, index: 'artifacts.yaml' },
    artifacts: new Map([[named('m'), { file: 'artifacts.yaml', line: 1, isForeign: false }]]),
    codeowners: null,
    mailmap: [],
    data: [],
    problems: [],
    ...rest,
  }
}

function holders(artifact: RegistryArtifact, stage: string) {
  return (artifact.stages.get(staged(stage)) ?? []).map(({ version, behind }) => [
    ...[version.name, behind],
  ])
}

function problems(artifact: RegistryArtifact) {
  return artifact.problems.map(({ code, tag, detail }) => [code, tag, detail])
}

describe('stages', () => {
  test('unassigning gives the stage back to the version before', () => {
    const tags = [
      ...[['m@v1.0.0', A] as const, ['m@v2.0.0', B] as const, ['m#prod#1', A] as const],
      ...[['m#prod#2', B] as const, ['m#prod!#3', B] as const],
    ]
    expect(holders(derive(tags), 'prod')).toEqual([['v1.0.0', 1]])
  })

  test('one or many versions hold a stage', () => {
    const tags = [
      ...[['m@v1.0.0', A] as const, ['m@v2.0.0', B] as const, ['m#prod#1', B] as const],
      ...[['m#prod#2', A] as const, ['m#prod#3', C] as const],
    ]
    expect(holders(derive(tags), 'prod')).toEqual([[C, null]])
    const many = derive(tags, { versionsPerStage: 'many' })
    expect(holders(many, 'prod')).toEqual([
      ...[
        [C, null],
        ['v1.0.0', 1],
        ['v2.0.0', 0],
      ],
    ])
    expect(many.versions.map(({ name, stages }) => [name, stages])).toEqual([
      ...[
        ['v2.0.0', ['prod']],
        ['v1.0.0', ['prod']],
        [C, ['prod']],
      ],
    ])
  })

  test('behind counts names that are active and newer, not equal ones', () => {
    const artifact = derive([
      ...[['m@v1.0.0', A] as const, ['m#prod#1', A] as const, ['m@v1.0.0+b', B] as const],
      ...[['m@v1.1.0', B] as const, ['m@v1.1.0#9', C] as const, ['m@v2.0.0-rc.1', C] as const],
      ...[['m@v3.0.0', C] as const, ['m@v3.0.0!', C] as const],
    ])
    expect(holders(artifact, 'prod')).toEqual([['v1.0.0', 2]])
  })

  test('a stage that .gto does not allow is not shown, as in GTO, with a problem', () => {
    const gto = { stages: [staged('dev')], types: null, index: 'artifacts.yaml' }
    const tags = [['m@v1.0.0', A] as const, ['m#weird#1', A] as const, ['m#dev#2', A] as const]
    const artifact = derive(tags, { branches: [declaredBy({ gto })] })
    expect([...artifact.stages.keys()]).toEqual(['dev'])
    expect(artifact.versions.map(({ stages }) => stages)).toEqual([['dev'], []])
    expect(problems(artifact)).toEqual([['stage-not-in-gto', 'm#weird#1', 'weird']])
  })
})

describe('two versions on one commit', () => {
  const two = [['m@v1.0.0', A] as const, ['m@v2.0.0', A] as const]

  test('a stage tag belongs to the higher one of those active at that moment', () => {
    const artifact = derive([
      ...[['m@v1.0.0', A] as const, ['m#one#1', A] as const, ['m@v2.0.0', A] as const],
      ...[['m#two#2', A] as const, ['m@v2.0.0!', A] as const, ['m#three#3', A] as const],
    ])
    const bound = artifact.events.map(({ tag, version }) => [tag.name, version])
    expect(bound).toEqual([
      ...[
        ['m@v1.0.0', 'v1.0.0'],
        ['m#one#1', 'v1.0.0'],
        ['m@v2.0.0', 'v2.0.0'],
      ],
      ...[
        ['m#two#2', 'v2.0.0'],
        ['m@v2.0.0!', 'v2.0.0'],
        ['m#three#3', 'v1.0.0'],
      ],
    ])
    expect(problems(artifact).map(([code, tag]) => [code, tag])).toEqual([
      ['many-versions-on-commit', 'm@v2.0.0'],
      ...['m#one#1', 'm#two#2', 'm#three#3'].map((tag) => ['ambiguous-stage-tag', tag]),
    ])
  })

  test('a stage tag belongs to the highest version where none is active yet', () => {
    const artifact = derive([['m#prod#1', A] as const, ...two])
    expect(holders(artifact, 'prod')).toEqual([['v2.0.0', 0]])
  })

  test('a branch head there adds no row', () => {
    const artifact = derive(two, {
      branches: [declaredBy({ branch: { name: 'main', commit: A } })],
    })
    expect(artifact.versions.map(({ name }) => name)).toEqual(['v2.0.0', 'v1.0.0'])
  })
})

describe('deprecation', () => {
  const base = [['m@v1.0.0', A] as const, ['m@deprecated', A] as const]

  test.each([
    ['m@v1.1.0', false],
    ['m#prod#1', false],
    ['m#prod!#1', true],
    ['m@v1.0.0!', true],
  ])('a later %s leaves it deprecated: %s', (tag, deprecated) => {
    expect(derive([...base, [tag, A]]).deprecated).toBe(deprecated)
  })
})

describe('versions', () => {
  test('come in SemVer order, of equal ones the later registered first, then commits', () => {
    const artifact = derive([
      ...[['m@v1.10.0', A] as const, ['m@v1.9.0', B] as const, ['m@v2.0.0-rc.1', C] as const],
      ...[
        ['m@v1.9.0+x', C] as const,
        ['m#dev#1', HEAD] as const,
        ['m#dev#2', 'e'.repeat(40)] as const,
      ],
      ['m@v3.0.0', B] as const,
      ['m@v3.0.0!', B] as const,
    ])
    expect(artifact.versions.map(({ name }) => name)).toEqual([
      ...['v3.0.0', 'v2.0.0-rc.1', 'v1.10.0', 'v1.9.0+x', 'v1.9.0', 'e'.repeat(40), HEAD],
    ])
    expect(artifact.latest?.name).toBe('v2.0.0-rc.1')
  })

  test('carry their commit, facts and events', () => {
    const facts = { ...NO_FACTS, metrics: { auc: 1 } }
    const artifact = derive(
      [['m@v1.0.0', A] as const, ['m@v1.0.0!', A] as const, ['m@v1.0.0#2', A] as const],
      { facts: new Map([[A, facts]]), commits: new Map<Oid, CommitFact>([[A, buildCommit(A, 5)]]) },
    )
    const [version] = artifact.versions
    expect(version?.registration?.tag.name).toBe('m@v1.0.0#2')
    expect(version?.events.length).toBe(3)
    expect([version?.facts, version?.commitFact?.committedAt.seconds]).toEqual([facts, 5])
  })
})

describe('problems of tags', () => {
  test('nested tags and tags with another name inside count, by their ref', () => {
    const artifact = derive([
      buildTag('m@v1.0.0', { commit: A, at: 1, nested: true }),
      buildTag('m@v2.0.0', { commit: B, at: 2, innerName: 'other' }),
    ])
    expect(artifact.latest?.name).toBe('v2.0.0')
    expect(problems(artifact)).toEqual([
      ['tag-nested', 'm@v1.0.0', ''],
      ['tag-inner-name-differs', 'm@v2.0.0', '"other"'],
    ])
  })

  test('tags that withdraw something that never existed are problems', () => {
    const tags = [['m@v1.0.0', A] as const, ['m@v1.0.0!', B] as const, ['m#prod!#1', A] as const]
    expect(problems(derive(tags))).toEqual([
      ['unassignment-without-assignment', 'm#prod!#1', 'v1.0.0'],
      ['deregistration-without-registration', 'm@v1.0.0!', 'v1.0.0'],
    ])
  })
})

describe('the shown annotation', () => {
  const annotated = (path: string, owners: readonly string[] = []): ArtifactFacts => ({
    ...NO_FACTS,
    annotated: true,
    file: 'artifacts.yaml',
    path,
    owners,
  })

  test('comes from the default branch, else the latest version, else any version', () => {
    const tags = [['m@v1.0.0', A] as const, ['m@v2.0.0', B] as const]
    const all = new Map([
      ...[[A, annotated('a')] as const, [B, annotated('b')] as const],
      [HEAD, annotated('head')] as const,
    ])
    const branches = [declaredBy()]
    const shown = (facts: ReadonlyMap<Oid, ArtifactFacts>) => derive(tags, { facts, branches })
    expect(shown(all).source).toEqual({ file: 'artifacts.yaml', commit: HEAD })
    const removed = new Map(all).set(HEAD, NO_FACTS)
    expect(shown(removed).facts?.path).toBe('b')
    expect(shown(removed.set(B, NO_FACTS)).facts?.path).toBe('a')
    expect(shown(new Map())).toMatchObject({ facts: null, source: null })
  })

  test('has owners of all three sources, the strongest first', () => {
    const codeowners = parseCodeowners('CODEOWNERS', '/models/ @ml @ana')
    const facts = new Map([[HEAD, annotated('models/m.pkl', ['@ana'])]])
    const tags = [
      buildTag('m@v2.0.0', { commit: B, at: 9, tagger: 'Eve' }),
      buildTag('m#dev#1', { commit: A, at: 1, tagger: 'Cy' }),
      buildTag('m@v1.0.0', { commit: A, at: 2, tagger: 'Bob' }),
    ]
    expect(derive(tags, { facts, branches: [declaredBy({ codeowners })] }).owners).toEqual([
      { name: '@ana', source: 'annotation', email: null, aliases: [] },
      { name: '@ml', source: 'codeowners', email: null, aliases: [] },
      { name: 'Bob', source: 'tagger', email: 'bob@example.com', aliases: [] },
    ])
    expect(derive(tags).owners).toEqual([
      { name: 'Bob', source: 'tagger', email: 'bob@example.com', aliases: [] },
    ])
  })

  test('has the time of the newest tag, else of the commit that annotates it', () => {
    const facts = new Map([[HEAD, annotated('x')]])
    const commits = new Map<Oid, CommitFact>([[HEAD, buildCommit(HEAD, 77)]])
    const branches = [declaredBy()]
    expect(derive([], { facts, commits, branches }).updatedAt.seconds).toBe(77)
    expect(derive([['m@v1.0.0', A]], { facts, commits, branches }).updatedAt.seconds).toBe(1)
  })

  test('has a problem of several commits once, at the newest place', () => {
    const at = (commit: Oid) => ({
      code: 'yaml-syntax' as const,
      artifact: named('m'),
      file: 'dvc.yaml',
      line: 3,
      tag: null,
      commit,
      detail: '',
    })
    const facts = new Map(
      [A, B, HEAD].map((commit) => [commit, { ...NO_FACTS, problems: [at(commit)] }]),
    )
    const tags = [['m@v1.0.0', A] as const, ['m@v2.0.0', B] as const]
    expect(derive(tags, { facts, branches: [declaredBy()] }).problems).toEqual([at(HEAD)])
  })
})

const someTags = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(
      ...[
        'm@v1.0.0',
        'm@v1.0.0!',
        'm@v1.0.0#3',
        'm@v1.0.0!#4',
        'm@v1.1.0',
        'm@v1.1.0+a',
        'm@v2.0.0-rc.1',
      ],
      ...[
        'm#prod',
        'm#prod#1',
        'm#prod!#2',
        'm#prod#10',
        'm#dev#1',
        'm#dev!#12',
        'm#prod!',
        'm@deprecated',
      ],
      ...['m@deprecated#5', 'm@v2.0.0-rc.1!', 'm#prod#9007199254740993', 'm#prod#9007199254740992'],
    ),
    commit: fc.constantFrom(A, B, C),
    at: fc.integer({ min: 1, max: 4 }),
  }),
  { selector: ({ name }) => name, maxLength: 19 },
)

test('the order in which tags are listed does not matter', () => {
  const shuffled = someTags.chain((tags) =>
    fc.tuple(fc.constant(tags), fc.shuffledSubarray(tags, { minLength: tags.length })),
  )
  const branches = [declaredBy()]
  fc.assert(
    fc.property(shuffled, fc.constantFrom('one', 'many'), ([tags, other], versionsPerStage) => {
      const build = (list: typeof tags) => list.map((tag) => buildTag(tag.name, tag))
      const options = { branches, versionsPerStage }
      expect(derive(build(other), options)).toEqual(derive(build(tags), options))
    }),
    { numRuns: 300 },
  )
})

describe('tags that do not count', () => {
  const tags = [
    ['m@v1.0.0', A],
    ['m#prod#1', A],
    ['m@v1.1.0', B],
    ['m#prod#2', B],
  ] as const

  test('change nothing and stay as rejected events', () => {
    const artifact = derive(tags, { rejected: new Set(['m@v1.1.0', 'm#prod#2']) })
    const accepted = derive(tags.slice(0, 2))
    expect({ ...artifact, rejected: [] }).toEqual(accepted)
    expect(artifact.rejected.map(({ kind, version, tag }) => [kind, version, tag.name])).toEqual([
      ['registration', 'v1.1.0', 'm@v1.1.0'],
      ['assignment', 'v1.1.0', 'm#prod#2'],
    ])
  })

  test('do not take a stage away', () => {
    const artifact = derive([...tags, ['m#prod!#3', B]], { rejected: new Set(['m#prod!#3']) })
    expect(holders(artifact, 'prod')).toEqual([['v1.1.0', 0]])
  })

  test('leave a model without versions where there are no others', () => {
    const artifact = derive([['m@v1.0.0', A]], { rejected: new Set(['m@v1.0.0']) })
    expect([artifact.versions, artifact.registered, artifact.owners]).toEqual([[], false, []])
    expect(artifact.updatedAt).toEqual({ seconds: 1, offset: 0 })
  })
})

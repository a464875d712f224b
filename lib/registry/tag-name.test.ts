import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseArtifactName, parseStageName, parseVersionName } from './names'
import { formatTagName, type ParsedTagName, parseShortcut, parseTagName } from './tag-name'

type Expected = {
  readonly tag: string
  readonly parsed: Readonly<Record<string, string | number>> | null
  readonly nameValid: boolean
  readonly fullnameValid: boolean
  readonly shortcut: {
    readonly name: string
    readonly stage: string | null
    readonly version: string | null
    readonly latest: boolean
    readonly shortcut: boolean
  }
}

const names: readonly Expected[] = JSON.parse(
  readFileSync('lib/testing/conformance/tag-names.json', 'utf8'),
)

const ACTION = {
  registration: 'register',
  deregistration: 'deregister',
  assignment: 'assign',
  unassignment: 'unassign',
  deprecation: 'deprecate',
  creation: null,
} satisfies Record<ParsedTagName['kind'], string | null>

function asGto(parsed: ParsedTagName | null) {
  if (parsed === null) return null
  const action = ACTION[parsed.kind]
  return {
    name: parsed.artifact,
    ...('stage' in parsed ? { stage: parsed.stage } : {}),
    ...('version' in parsed ? { version: parsed.version } : {}),
    ...(action === null ? {} : { action }),
    ...(parsed.counter === null ? {} : { counter: parsed.counter }),
  }
}

function shortcutAsGto(text: string): Expected['shortcut'] {
  const shortcut = parseShortcut(text)
  const none = { name: text, stage: null, version: null, latest: false, shortcut: false }
  if (shortcut === null) return none
  return {
    name: shortcut.artifact,
    stage: shortcut.kind === 'stage' ? shortcut.stage : null,
    version: shortcut.kind === 'version' ? shortcut.version : null,
    latest: shortcut.kind === 'latest',
    shortcut: true,
  }
}

describe('the names that GTO was asked about', () => {
  test('there are 3,000 of them', () => expect(names.length).toBe(3000))

  test('tags are read as GTO reads them', () => {
    const ours = names.map(({ tag }) => asGto(parseTagName(tag)))
    expect(ours).toEqual(names.map(({ parsed }) => parsed))
  })

  test('names, full names and shortcuts are accepted where GTO accepts them', () => {
    const ours = names.map(({ tag }) => ({
      nameValid: parseStageName(tag) !== null,
      fullnameValid: parseArtifactName(tag) !== null,
      shortcut: shortcutAsGto(tag),
    }))
    const theirs = names.map(({ nameValid, fullnameValid, shortcut }) => ({
      nameValid,
      fullnameValid,
      shortcut,
    }))
    expect(ours).toEqual(theirs)
  })

  test('what is formatted again is the same tag but for leading zeros of the counter', () => {
    for (const { tag } of names) {
      const parsed = parseTagName(tag)
      if (parsed === null) continue
      expect(formatTagName(parsed)).toBe(tag.replace(/#0*([0-9]+)$/, keepCounter(parsed)))
    }
  })
})

/** A trailing `#1` is the stage `1` in `m#1`, and the counter in `m#1#1`. */
function keepCounter(parsed: ParsedTagName) {
  return (whole: string, digits: string) => (parsed.counter === null ? whole : `#${digits}`)
}

test.each([
  ['m#1', { kind: 'assignment', artifact: 'm', stage: '1', counter: null }],
  ['m#1#1', { kind: 'assignment', artifact: 'm', stage: '1', counter: 1 }],
  ['m@v1.2.3!#007', { kind: 'deregistration', artifact: 'm', version: 'v1.2.3', counter: 7 }],
  ['a/b=m@deprecated#2', { kind: 'deprecation', artifact: 'a/b:m', counter: 2 }],
  ['m@created', { kind: 'creation', artifact: 'm', counter: null }],
])('%s', (tag, parsed) => expect(parseTagName(tag)).toEqual(parsed))

test.each(['m@deprecated!', 'm@v1.٣.0', 'm@v1.0.0\n', 'm@v1', '@scope/p@v1.0.0', 'm#prod@v1.0.0'])(
  '%s is no registry tag',
  (tag) => expect(parseTagName(tag)).toBeNull(),
)

test('latest and greatest mean the same', () => {
  expect(parseShortcut('a/b:m@latest')).toEqual({ kind: 'latest', artifact: 'a/b:m' })
  expect(parseShortcut('a/b:m@greatest')).toEqual({ kind: 'latest', artifact: 'a/b:m' })
})

test('a counter beyond numbers stands as the largest number', () => {
  expect(parseTagName(`m#prod#${'9'.repeat(248)}`)?.counter).toBe(Number.MAX_SAFE_INTEGER)
})

const artifactNames = fc.stringMatching(
  /^([A-Za-z0-9_./-]{1,8}:)?[A-Za-z0-9]([A-Za-z0-9/_-]{0,6}[A-Za-z0-9])?$/,
)
const stageNames = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9/_-]{0,6}[A-Za-z0-9])?$/)
const versionNames = fc
  .tuple(fc.nat(), fc.nat(), fc.nat(), fc.constantFrom('', '-rc.1', '-0.a-b', '+b.1', '-x+y'))
  .map(([major, minor, patch, rest]) => `v${major}.${minor}.${patch}${rest}`)
const counters = fc.option(fc.maxSafeNat())

test('parse and format are inverse', () => {
  const kinds = fc.constantFrom<ParsedTagName['kind'][]>(
    ...(Object.keys(ACTION) as ParsedTagName['kind'][]),
  )
  fc.assert(
    fc.property(
      fc.record({
        kind: kinds,
        artifact: artifactNames,
        stage: stageNames,
        version: versionNames,
        counter: counters,
      }),
      (made) => {
        const artifact = parseArtifactName(made.artifact)
        const stage = parseStageName(made.stage)
        const version = parseVersionName(made.version)
        if (artifact === null || stage === null || version === null) throw new Error('bad sample')
        const parsed = sample({ ...made, artifact, stage, version })
        expect(parseTagName(formatTagName(parsed))).toEqual(parsed)
      },
    ),
  )
})

type Sample = Pick<ParsedTagName, 'kind' | 'artifact' | 'counter'> & {
  readonly stage: NonNullable<ReturnType<typeof parseStageName>>
  readonly version: NonNullable<ReturnType<typeof parseVersionName>>
}

function sample({ kind, artifact, counter, stage, version }: Sample): ParsedTagName {
  if (kind === 'assignment' || kind === 'unassignment') return { kind, artifact, stage, counter }
  if (kind === 'registration' || kind === 'deregistration') {
    return { kind, artifact, version, counter }
  }
  return { kind, artifact, counter }
}

test('a name of more than 255 bytes is none', () => {
  expect(parseTagName(`${'m'.repeat(248)}@v1.0.0`)?.artifact).toBe('m'.repeat(248))
  expect(parseTagName(`${'m'.repeat(249)}@v1.0.0`)).toBe(null)
  expect(parseTagName(`m#prod#${'9'.repeat(249)}`)).toBe(null)
})

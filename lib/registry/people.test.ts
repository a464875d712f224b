import { describe, expect, test } from 'vitest'
import { LIMITS } from '@/lib/repo-data/limits'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import type { PeopleInput } from './find-person'
import { parseMailmap } from './mailmap'
import type { Owner } from './owners'
import { openPeople } from './people'

const ANA = { name: 'Ana Souza', email: 'ana@example.com' }

type Given = Partial<Omit<PeopleInput, 'mailmap'>> & { readonly mailmap?: string }

/** The owners of these texts in an annotation, and of the tagger, as `NAME (ALIAS, ALIAS)`. */
function join(texts: readonly string[], given: Given, tagger?: typeof ANA): readonly string[] {
  const { configured = [], taggers = [], mailmap = '' } = given
  const joinOwners = openPeople({ configured, taggers, mailmap: parseMailmap(mailmap).entries })
  const owners = texts.map(
    (name): Owner => ({ name, source: 'annotation', email: null, aliases: [] }),
  )
  const last: Owner[] = tagger ? [{ ...tagger, source: 'tagger', aliases: [] }] : []
  return joinOwners([...owners, ...last]).map(({ name, aliases }) =>
    aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`,
  )
}

test('a person is one owner, with the source of the first text', () => {
  const joinOwners = openPeople({ configured: [], mailmap: [], taggers: [ANA] })
  expect(
    joinOwners([
      { name: 'ana@example.com', source: 'annotation', email: 'ana@example.com', aliases: [] },
      { name: '@ml', source: 'codeowners', email: null, aliases: [] },
      { ...ANA, source: 'tagger', aliases: [] },
    ]),
  ).toEqual([
    {
      name: 'Ana Souza',
      source: 'annotation',
      email: 'ana@example.com',
      aliases: ['ana@example.com'],
    },
    { name: '@ml', source: 'codeowners', email: null, aliases: [] },
  ])
})

describe('taggers', () => {
  test.each<[what: string, texts: readonly string[], taggers: (typeof ANA)[], expected: string[]]>([
    ['an address has the name', ['ana@example.com'], [ANA], ['Ana Souza (ana@example.com)']],
    ['a name has the address', ['Ana Souza'], [ANA], ['Ana Souza (ana@example.com)']],
    [
      'case does not matter',
      ['ANA@Example.com', 'ana souza'],
      [ANA],
      ['Ana Souza (ANA@Example.com)'],
    ],
    ['an address without a name stays', ['bo@example.com'], [ANA], ['bo@example.com']],
    ['a name without an address stays', ['Bo'], [ANA], ['Bo']],
    [
      'one address with two names is one person, called by the longer one',
      ['ana', 'Ana Souza'],
      [ANA, { name: 'ana', email: 'ana@example.com' }],
      ['Ana Souza (ana, ana@example.com)'],
    ],
    [
      'one name with two addresses is two people, and the bare name is neither',
      ['Ana', 'ana@one.example', 'ana@two.example'],
      [
        { name: 'Ana', email: 'ana@one.example' },
        { name: 'Ana', email: 'ana@two.example' },
      ],
      [
        'Ana',
        'Ana <ana@one.example> (ana@one.example, Ana)',
        'Ana <ana@two.example> (ana@two.example, Ana)',
      ],
    ],
    ['a tagger without an address joins nothing', ['Bo'], [{ name: 'Bo', email: '' }], ['Bo']],
    [
      'both in one text',
      ['Bo Ek <bo@example.com>'],
      [],
      ['Bo Ek (Bo Ek <bo@example.com>, bo@example.com)'],
    ],
  ])('%s', (_, texts, taggers, expected) => {
    expect(join(texts, { taggers })).toEqual(expected)
    expect(join(texts, { taggers: taggers.toReversed() })).toEqual(expected)
  })
})

describe('.mailmap', () => {
  const home = { name: 'a', email: 'ana@home.example' }

  test('joins addresses, and its name is shown', () => {
    const mailmap = 'Ana Souza <ana@example.com> <ana@home.example>'
    expect(
      join(['ana@example.com', 'ana@home.example', 'a'], { mailmap, taggers: [home] }),
    ).toEqual(['Ana Souza (ana@example.com, ana@home.example, a)'])
  })

  test('does not join two people by the name that it gives them', () => {
    const mailmap = 'Ana <a@one.example>\nAna <a@two.example>'
    expect(join(['a@one.example', 'a@two.example', 'Ana'], { mailmap })).toEqual([
      'Ana <a@one.example> (a@one.example, Ana)',
      'Ana <a@two.example> (a@two.example, Ana)',
      'Ana',
    ])
  })

  test('says whose a name is that others have on their tags', () => {
    const mailmap = 'Ana Souza <ana@example.com>'
    const taggers = [ANA, { name: 'Ana Souza', email: 'other@example.com' }]
    expect(join(['Ana Souza'], { mailmap, taggers })).toEqual([
      'Ana Souza <ana@example.com> (Ana Souza, ana@example.com)',
    ])
  })

  test('splits an address by the names that it is used with', () => {
    const mailmap = 'Bo Ek <bo@example.com> Bo <team@example.com>'
    const taggers = [
      { name: 'Bo', email: 'team@example.com' },
      { name: 'Eve', email: 'team@example.com' },
    ]
    expect(join(['Bo', 'Eve'], { mailmap, taggers })).toEqual([
      'Bo Ek (Bo, bo@example.com, team@example.com)',
      'Eve (team@example.com)',
    ])
  })
})

describe('the configuration', () => {
  const configured = [
    { name: 'Ana Souza', emails: ['ana@example.com', 'ana@home.example'], names: ['ana', '@ana'] },
  ]

  test('joins names and addresses', () => {
    expect(join(['@ana', 'ana', 'ana@home.example'], { configured })).toEqual([
      'Ana Souza (@ana, ana, ana@home.example, ana@example.com)',
    ])
  })

  test('joins every address that one of the names is used with', () => {
    const taggers = [
      { name: 'ana', email: 'ana@one.example' },
      { name: 'ana', email: 'ana@two.example' },
    ]
    expect(join(['ana@one.example', 'ana@two.example'], { configured, taggers })).toEqual([
      'Ana Souza (ana@one.example, ana@two.example, ana@example.com, ana@home.example, ana, @ana)',
    ])
  })

  test('is stronger than .mailmap and taggers', () => {
    const mailmap = 'Eve <eve@example.com> <ana@home.example>'
    const taggers = [{ name: 'Evelyn', email: 'ana@home.example' }]
    const texts = ['ana@home.example', 'Evelyn', 'Eve', 'eve@example.com']
    expect(join(texts, { configured, mailmap, taggers })).toEqual([
      'Ana Souza (ana@home.example, Evelyn, ana@example.com, ana, @ana)',
      'Eve (eve@example.com)',
    ])
  })

  test('two people may be called the same; the name is then neither', () => {
    const two = [
      { name: 'Ana', emails: ['ana@one.example'], names: [] },
      { name: 'Ana', emails: ['ana@two.example'], names: [] },
    ]
    expect(join(['Ana', 'ana@one.example'], { configured: two })).toEqual([
      'Ana',
      'Ana <ana@one.example> (ana@one.example, Ana)',
    ])
  })
})

test('a person has a limited number of aliases', () => {
  const taggers = Array.from({ length: 1000 }, (_, i) => ({ ...ANA, name: `Ana ${1000 + i}` }))
  const joinOwners = openPeople({ configured: [], mailmap: [], taggers })
  const [owner] = joinOwners([{ ...ANA, source: 'tagger', aliases: [] }])
  expect([owner?.name, owner?.email]).toEqual(['Ana 1000', 'ana@example.com'])
  expect(owner?.aliases.length).toBe(LIMITS.ownerAliases)
})

test('100,000 taggers and a full .mailmap cost a time that grows with their number', () => {
  const mailmap = Array.from(
    { length: LIMITS.mailmapEntries },
    (_, i) => `Person ${i} <${i}@a.example> <${i}@b.example>\n`,
  ).join('')
  const { entries } = parseMailmap(mailmap)
  const taggers = Array.from({ length: 100_000 }, (_, i) => ({
    name: `Person ${i % 1000}`,
    email: `${i}@b.example`,
  }))
  const spent = cpuSeconds(() => {
    openPeople({ configured: [], mailmap: entries, taggers })
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

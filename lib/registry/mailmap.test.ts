import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { LIMITS } from '@/lib/repo-data/limits'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { openMailmap, parseMailmap } from './mailmap'

const FILE = `# people
Ana Souza <ana@example.com> <ana@home.example>
Ana Souza <ANA@example.com>
<ben@example.com> Ben <root@laptop>
Ben Carter <ben@example.com>   ben   <root@laptop>   # and more
Nobody
<>
Empty <x@example.com> <>
No end <a@b
Chiara\t<chiara@example.com>\r
Old Name <emi@example.com>
Emi Tanaka <emi@example.com>
`

test('an entry has a person and how that person is written', () => {
  const text =
    'Ana <ana@example.com>\nBen <ben@example.com> root <root@laptop>\n<c@example.com> <c@home>'
  expect(parseMailmap(text)).toEqual({
    isCut: false,
    entries: [
      { name: 'Ana', email: null, writtenName: null, writtenEmail: 'ana@example.com' },
      { name: 'Ben', email: 'ben@example.com', writtenName: 'root', writtenEmail: 'root@laptop' },
      { name: null, email: 'c@example.com', writtenName: null, writtenEmail: 'c@home' },
    ],
  })
})

test('people are looked up as git looks them up', () => {
  const written = [
    ...['Ana <ana@home.example>', 'a <ana@example.com>', 'A <Ana@Home.Example>', 'Ana <a@b>'],
    ...['Ben <root@laptop>', 'BEN <root@laptop>', 'ben <ROOT@laptop>', 'Eve <root@laptop>'],
    ...['x <>', 'Nobody <nobody@example.com>', 'c <chiara@example.com>', 'E <emi@example.com>'],
  ]
  const folder = mkdtempSync(path.join(tmpdir(), 'signet-mailmap-'))
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8' }).trimEnd()
  git('init', '--quiet')
  writeFileSync(path.join(folder, '.mailmap'), FILE)
  const expected = git('check-mailmap', ...written).split('\n')
  rmSync(folder, { recursive: true })
  const read = openMailmap(parseMailmap(FILE).entries)
  const found = written.map((one) => {
    const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(one) ?? []
    const mapped = read({ name, email })
    return `${mapped.name} <${mapped.email}>`
  })
  expect(found).toEqual(expected)
  expect(found[5]).toBe('Ben Carter <ben@example.com>')
})

test.each([
  ['a NUL', 'Ana\0 <ana@example.com>'],
  ['an escape', '\x1b[2JAna <ana@example.com>'],
  ['a long name', `${'a'.repeat(256)} <ana@example.com>`],
  ['a long address', `Ana <${'a'.repeat(256)}>`],
  ['a line without end', `Ana <ana@example.com> ${'<'.repeat(5_000_000)}`],
])('an entry with %s is ignored', (_, line) => {
  expect(parseMailmap(`${line}\nBen <ben@example.com>`).entries.map(({ name }) => name)).toEqual([
    'Ben',
  ])
})

test('direction marks stay, for pages to show', () => {
  expect(parseMailmap('\u202eAna <ana@example.com>').entries[0]?.name).toBe('\u202eAna')
})

test('of 100,000 entries the first are read, in a time that grows with their number', () => {
  const build = (count: number) =>
    Array.from({ length: count }, (_, i) => `Person ${i} <${i}@a.example> <${i}@b.example>\n`).join(
      '',
    )
  const text = build(100_000)
  expect(text.length).toBeGreaterThan(4_000_000)
  let found = parseMailmap('')
  expect(
    cpuSeconds(() => {
      found = parseMailmap(text)
    }),
  ).toBeLessThan(MAX_CPU_SECONDS)
  expect([found.entries.length, found.isCut]).toEqual([LIMITS.mailmapEntries, true])
  expect(parseMailmap(build(LIMITS.mailmapEntries)).isCut).toBe(false)
})

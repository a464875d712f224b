import { expect, test } from 'vitest'
import { configErrorOf, useConfigFolder } from '@/lib/testing/config-file'
import { readConfig } from './read-config'

const { configure } = useConfigFolder()

test('people have names and addresses', () => {
  const text = `people:
  - { name: Ana Souza, emails: [ana@example.com, ana@home.example], names: [ana, "@ana"] }
  - name: Bo Ek`
  expect(readConfig(configure(text)).people).toEqual([
    { name: 'Ana Souza', emails: ['ana@example.com', 'ana@home.example'], names: ['ana', '@ana'] },
    { name: 'Bo Ek', emails: [], names: [] },
  ])
  expect(readConfig(configure('')).people).toEqual([])
})

const bad: readonly (readonly [name: string, text: string, message: string])[] = [
  [
    'no list',
    'people: { name: Ana }',
    'signet.yaml:1: people: found a mapping; allowed: a list of people, as in [{ name: Ana Souza, emails: [ana@example.com] }]',
  ],
  [
    'a person without a name',
    'people: [{ emails: [ana@example.com] }]',
    'signet.yaml:1: people[0].name: found nothing; allowed: the name of a person, as in Ana Souza',
  ],
  [
    'a name as an address',
    'people: [{ name: Ana, emails: [ana] }]',
    'signet.yaml:1: people[0].emails[0]: found "ana"; allowed: an e-mail address, as in ana@example.com',
  ],
  [
    'an unknown key',
    'people: [{ name: Ana, email: ana@example.com }]',
    'signet.yaml:1: people[0].email: found an unknown key, did you mean "emails"?; allowed: name, emails, names',
  ],
  [
    'an address of two people',
    'people:\n  - { name: Ana, emails: [ana@example.com] }\n  - { name: Bo, emails: [ANA@example.com] }',
    'signet.yaml:3: people[1].emails[0]: found "ana@example.com", which people[0].emails[0] is too; allowed: each name once',
  ],
  [
    'a further name of two people',
    'people:\n  - { name: Ana, names: ["@ml"] }\n  - { name: Bo, names: ["@ml"] }',
    'signet.yaml:3: people[1].names[0]: found "@ml", which people[0].names[0] is too; allowed: each name once',
  ],
]

test.each(bad)('%s is refused', (_, text, message) => {
  expect(configErrorOf(() => readConfig(configure(text)))).toBe(message)
})

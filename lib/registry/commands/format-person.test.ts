import { expect, test } from 'vitest'
import { formatPerson } from './format-person'
import { isTrailerText } from './trailers'

const ID = 'https://id.example.com#248289761001'

test.each([
  ['Ana Ruiz', 'ana@example.com', 'Ana Ruiz <ana@example.com>'],
  ['Ana Ruiz', null, `Ana Ruiz (${ID})`],
  ['', 'ana@example.com', '<ana@example.com>'],
  [' \n', null, `(${ID})`],
  ['Ana <ceo@example.com>', 'mallory@example.com', 'Ana ceo@example.com <mallory@example.com>'],
  ['Ana (https://id.example.com#1)', null, `Ana https://id.example.com#1 (${ID})`],
  ['Ana\nApproved-by: Bob', 'ana@example.com', 'Ana Approved-by: Bob <ana@example.com>'],
  ['-----BEGIN SSH SIGNATURE-----', null, `-BEGIN SSH SIGNATURE- (${ID})`],
  ['Zoë  \u2028 Žižek\u0000', 'zoe@example.com', 'Zoë Žižek <zoe@example.com>'],
  ['Ana \u202eziuR\u202c', 'ana@example.com', 'Ana ziuR <ana@example.com>'],
  ['Ana\u200b', null, `Ana (${ID})`],
  ['Ana', 'a>b\n@example.com', 'Ana <a b @example.com>'],
  ['\u{1d538}'.repeat(101), null, `${'\u{1d538}'.repeat(100)} (${ID})`],
])('%j with e-mail %j', (name, email, expected) => {
  expect(formatPerson({ id: ID, name, email })).toBe(expected)
  expect(isTrailerText(expected)).toBe(true)
})

test('however long an id is, it stands in a trailer', () => {
  for (const id of ['x'.repeat(5000), '\u{1d538}'.repeat(5000), 'x '.repeat(5000)]) {
    for (const name of ['', 'n'.repeat(5000)]) {
      expect(isTrailerText(formatPerson({ id, name, email: null }))).toBe(true)
      expect(isTrailerText(formatPerson({ id: ID, name, email: id }))).toBe(true)
    }
  }
})

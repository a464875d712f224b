import { expect, test } from 'vitest'
import { parseCommitObject } from './parse-commit-object'

const OID = '0'.repeat(40)
const TREE = '1'.repeat(40)
const WHO = 'Ada Example <ada@example.com> 1767225600 +0100'
const COMMITTER = 'committer Bo <bo@example.com> 1767225601 -0930'

function read(text: string | Buffer) {
  return parseCommitObject(OID, Buffer.from(text))
}

test('the parser reads merges, signatures and encodings that git writes', () => {
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ\n -----END PGP SIGNATURE-----'
  const parents = `parent ${'2'.repeat(40)}\nparent ${'3'.repeat(40)}`
  const head = `tree ${TREE}\n${parents}\nauthor ${WHO}\n${COMMITTER}\nencoding ISO-8859-1\n${signature}`
  expect(read(Buffer.from(`${head}\n\ncaf\xe9\n  second line\n\nbody\n`, 'latin1'))).toEqual({
    oid: OID,
    tree: TREE,
    parents: ['2'.repeat(40), '3'.repeat(40)],
    author: { name: 'Ada Example', email: 'ada@example.com' },
    authoredAt: { seconds: 1767225600, offset: 60 },
    committedAt: { seconds: 1767225601, offset: -570 },
    subject: 'café second line',
  })
})

test.each([
  ['no message', '', ''],
  ['empty lines first', '\n\n\nsubject\n\nbody', 'subject'],
  ['Japanese', 'モデル', 'モデル'],
  ['a very long line', 'x'.repeat(5_000), 'x'.repeat(1_000)],
])('the subject is read: %s', (_, message, subject) => {
  const text = `tree ${TREE}\nauthor ${WHO}\n${COMMITTER}\n\n${message}`
  expect(read(text)).toMatchObject({ subject, parents: [] })
})

test.each([
  ['a date out of range', `author A <a> 99999999999999999999 +0000\n${COMMITTER}`, 'A'],
  ['no date', `author A <a>\n${COMMITTER}`, 'A'],
  ['no address', `author A\n${COMMITTER}`, ''],
  ['no author', COMMITTER, ''],
])('a broken author does not hide the commit: %s', (_, lines, name) => {
  expect(read(`tree ${TREE}\n${lines}\n\ntext`)).toMatchObject({
    tree: TREE,
    author: { name },
    authoredAt: { seconds: 0, offset: 0 },
    committedAt: { seconds: 1767225601 },
  })
})

test.each([
  ['nothing', ''],
  ['no tree', `author ${WHO}\n${COMMITTER}\n\ntext`],
  ['a tree that is none', `tree x\nauthor ${WHO}\n${COMMITTER}\n\ntext`],
  ['a parent that is none', `tree ${TREE}\nparent x\nauthor ${WHO}\n${COMMITTER}\n\ntext`],
  ['no headers', 'text\n'],
])('the bytes are no commit: %s', (_, text) => {
  expect(read(text)).toBeNull()
})

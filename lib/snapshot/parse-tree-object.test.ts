import { expect, test } from 'vitest'
import { findTreeEntry, listTreeEntries } from './parse-tree-object'

const id = (byte: number) => Buffer.alloc(20, byte)

function entry(mode: string, name: string | Buffer, oid = id(1)): Buffer {
  return Buffer.concat([Buffer.from(`${mode} `), Buffer.from(name), Buffer.from([0]), oid])
}

const TREE = Buffer.concat([
  entry('100644', 'a.txt', id(0xaa)),
  entry('100755', 'b.sh'),
  entry('40000', 'dir'),
  entry('120000', 'link'),
  entry('160000', 'module'),
  entry('100664', 'old'),
  entry('100644', Buffer.from([0x66, 0xff])),
  entry('40000', 'é'),
])

test('the parser lists entries by kind, without names that are not UTF-8', () => {
  expect(listTreeEntries(TREE)?.map(({ kind, name }) => [kind, name])).toEqual([
    ['file', 'a.txt'],
    ['file', 'b.sh'],
    ['directory', 'dir'],
    ['symlink', 'link'],
    ['submodule', 'module'],
    ['file', 'old'],
    ['directory', 'é'],
  ])
  expect(listTreeEntries(Buffer.alloc(0))).toEqual([])
})

test('the search finds one entry by its name', () => {
  expect(findTreeEntry(TREE, Buffer.from('a.txt'))).toEqual({
    kind: 'file',
    name: 'a.txt',
    oid: 'aa'.repeat(20),
  })
  expect(findTreeEntry(TREE, Buffer.from('é'))).toMatchObject({ kind: 'directory' })
  for (const name of ['a', 'a.txt2', 'A.TXT', '', '100644 a.txt']) {
    expect(findTreeEntry(TREE, Buffer.from(name))).toBeNull()
  }
})

test('an object id that looks like an entry is not one', () => {
  const trap = Buffer.concat([Buffer.from('100644 x\0'), id(2)]).subarray(0, 20)
  const tree = Buffer.concat([entry('100644', 'a', trap), entry('100644', 'z')])
  expect(findTreeEntry(tree, Buffer.from('x'))).toBeNull()
})

test.each([
  ['no mode', Buffer.from(' a\0'.padEnd(23, 'x'))],
  ['a short mode', entry('1006', 'a')],
  ['a long mode', entry('1006440', 'a')],
  ['a mode that is not octal', entry('10064x', 'a')],
  ['an empty name', entry('100644', '')],
  ['a slash in the name', entry('100644', 'a/b')],
  ['no end of the name', Buffer.from('100644 abc')],
  ['a short object id', entry('100644', 'a').subarray(0, -1)],
  ['only a mode', Buffer.from('100644')],
  ['text', Buffer.from('not a tree at all')],
])('the bytes are no tree: %s', (_, bytes) => {
  expect(listTreeEntries(bytes)).toBeNull()
  expect(findTreeEntry(bytes, Buffer.from('zz'))).toBe('malformed')
  expect(
    findTreeEntry(Buffer.concat([entry('100644', 'good'), bytes]), Buffer.from('good')),
  ).toMatchObject({ kind: 'file' })
})

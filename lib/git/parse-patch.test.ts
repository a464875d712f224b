import { expect, test } from 'vitest'
import { parseChangedFiles, parseLineCounts } from './parse-changed-files'
import { parsePatch, patchKey } from './parse-patch'

const [A, B, NONE] = ['a'.repeat(40), 'b'.repeat(40), '0'.repeat(40)]

test('changed files are read with any name, and renamed ones with both', () => {
  const output = Buffer.concat([
    Buffer.from(`:100644 100644 ${A} ${B} M\0a\t"b"\n.py\0`),
    Buffer.from(`:100644 120000 ${A} ${B} R087\0old name\0new\0`),
    Buffer.from(`:000000 100644 ${NONE} ${B} A\0`),
    Buffer.from([0xff, 0]),
  ])
  const modes = { oldMode: '100644', newMode: '100644' }
  expect(parseChangedFiles(output)).toEqual([
    {
      ...{ status: 'M', oldPath: 'a\t"b"\n.py', path: 'a\t"b"\n.py', ...modes },
      ...{ oldOid: A, newOid: B, hasPlainPath: true },
    },
    {
      ...{ status: 'R', oldPath: 'old name', path: 'new', oldMode: '100644', newMode: '120000' },
      ...{ oldOid: A, newOid: B, hasPlainPath: true },
    },
    {
      ...{ status: 'A', oldPath: '\u{fffd}', path: '\u{fffd}', oldMode: '000000' },
      ...{ newMode: '100644', oldOid: NONE, newOid: B, hasPlainPath: false },
    },
  ])
  expect(parseChangedFiles(Buffer.from('no record\0at all\0'))).toEqual([])
})

test('lines are counted by the new path', () => {
  const output = Buffer.from('1\t2\ta\tb\n\0-\t-\tm.pkl\0' + '3\t0\t\0old\0new\0')
  expect([...parseLineCounts(output)]).toEqual([
    ['a\tb\n', { added: 1, removed: 2 }],
    ['m.pkl', null],
    ['new', { added: 3, removed: 0 }],
  ])
})

test('a patch is read by its counts, whatever the lines look like', () => {
  const patch = [
    'diff --git "a/x\\n@@ -1 +1 @@" b/x',
    `index ${A}..${B} 100644`,
    '--- a/x',
    '+++ b/x',
    '@@ -1,2 +1,2 @@ def f():',
    '-@@ -9 +9 @@',
    '+diff --git a/y b/y',
    ` index ${B}..${A}`,
    '\\ No newline at end of file',
    '@@ -9 +9,0 @@',
    '-- a',
    'diff --git a/m.pkl b/m.pkl',
    `index ${B}..${A}`,
    'Binary files a/m.pkl and b/m.pkl differ',
    '',
  ].join('\n')
  expect([...parsePatch(patch)]).toEqual([
    [
      patchKey({ oldOid: A, newOid: B }),
      [
        {
          ...{ oldStart: 1, newStart: 1, context: 'def f():' },
          lines: [
            ...['-@@ -9 +9 @@', '+diff --git a/y b/y', ` index ${B}..${A}`],
            '\\ No newline at end of file',
          ],
        },
        { oldStart: 9, newStart: 9, context: '', lines: ['-- a'] },
      ],
    ],
    [patchKey({ oldOid: B, newOid: A }), []],
  ])
})

test('a patch that is cut off is read to its end', () => {
  const patch = `index ${A}..${B}\n@@ -1,5 +1,5 @@\n-a\n+b`
  const hunk = { oldStart: 1, newStart: 1, context: '', lines: ['-a', '+b'] }
  expect([...parsePatch(patch).values()]).toEqual([[hunk]])
})

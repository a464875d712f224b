import { expect, test } from 'vitest'
import { MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import type { DiffedFile } from '@/lib/views/code-diff'
import { findLanguage } from './languages'
import { markHunks } from './mark-hunks'
import { markLines } from './mark-lines'

const MS = 10_000

test('what a piece of a line is comes with its length', async () => {
  expect(await markLines('a.py', 'import os  # why\n\nx = "a" + 1\n', MS)).toEqual([
    'k6-5m5',
    '',
    '-2k1-1s3-1k1-1c1',
    '',
  ])
  expect(await markLines('dvc.lock', 'a: 1', MS)).toEqual(['k2-1c1'])
  expect(await markLines('a.txt', 'import os', MS)).toEqual([])
  expect(await markLines('a.py', 'import os', 0)).toEqual([])
})

test('a line of more than 500 characters is plain', async () => {
  const [long, next] = await markLines('a.py', `import ${'a'.repeat(500)}\nimport os`, MS)
  expect([long, next]).toEqual(['', 'k6'])
})

test.each(['py', 'yaml', 'json', 'toml', 'sh', 'md', 'js', 'ts', 'sql', 'ini', 'dvc'])(
  'files in .%s are highlighted',
  async (end) => {
    expect(findLanguage(`src/a.${end}`)).not.toBe(null)
    const text = '# a\na: "b"\n{"a": "b"}\n[a]\na = "b"\nselect "b"\n'
    expect((await markLines(`src/a.${end}`, text, MS)).join('')).not.toBe('')
  },
)

test('a Dockerfile is found by its name, and no name of a property is an end', () => {
  expect(findLanguage('docker/Dockerfile.gpu')?.name).toBe('docker')
  expect(findLanguage('a.constructor')).toBe(null)
  expect(findLanguage('constructor')).toBe(null)
})

test('lines inside a text that began before the hunk have its colour', async () => {
  const lines = [' """', '-old', '+new', '\\ No newline at end of file']
  const file: DiffedFile = {
    ...{ path: 'a.py', oldPath: null, status: 'changed', kind: 'text', added: 1, removed: 1 },
    ...{ why: null, cut: false },
    hunks: [{ oldStart: 2, newStart: 2, context: '', lines: lines.slice(1), marks: [] }],
  }
  const contents = new Map([['a.py', ['"""\nold', '"""\nnew'] as const]])
  const [marked] = await markHunks([file], contents)
  expect(marked?.hunks?.[0]?.marks).toEqual(['m3', 'm3', ''])
})

const HOSTILE = ['"""', '(', 'a=', '{', '\\', 'x ', 'f"{', '[a](', '**a', 'import a.', '${', "'"]

test.each(['py', 'yaml', 'json', 'toml', 'sh', 'md', 'js', 'ts', 'sql', 'ini'])(
  'lines that make a grammar try much take little time in .%s',
  async (end) => {
    const before = process.cpuUsage()
    for (const piece of HOSTILE) {
      const line = piece.repeat(500).slice(0, 499)
      await markLines(`a.${end}`, `${line}\n`.repeat(20), 500)
    }
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1_000_000).toBeLessThan(MAX_CPU_SECONDS)
  },
)

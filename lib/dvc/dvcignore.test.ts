import { expect, test } from 'vitest'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { openIgnore, parseIgnoreFile } from './dvcignore'

/** The values of this file are those of DVC 3.67. */

type Ignores = Readonly<Record<string, string>>

function open(ignores: Ignores) {
  const files = Object.entries(ignores).map(([path, text]) => parseIgnoreFile(path, text))
  return openIgnore(files, openStepBudget(1_000_000))
}

function listIgnored(ignores: Ignores, paths: readonly string[]) {
  return paths.filter(open(ignores))
}

test.each<[string, readonly string[], readonly string[]]>([
  ['a.dvc', ['a.dvc', 'sub/a.dvc'], ['b.dvc']],
  ['/a.dvc', ['a.dvc'], ['sub/a.dvc']],
  ['sub/a.dvc', ['sub/a.dvc'], ['x/sub/a.dvc', 'a.dvc']],
  ['sub', ['sub/a.dvc', 'x/sub/b/a.dvc'], ['subs/a.dvc']],
  ['sub/', ['sub/a.dvc'], ['sub']],
  ['*.tmp.dvc', ['a.tmp.dvc', 'd/b.tmp.dvc'], ['a.dvc']],
  ['x?.dvc', ['x1.dvc'], ['x12.dvc', 'x.dvc']],
  ['sub/**/x.dvc', ['sub/x.dvc', 'sub/a/b/x.dvc'], ['a/sub/x.dvc']],
  ['**/foo', ['foo/q.dvc', 'a/foo/q.dvc'], ['food/q.dvc']],
  ['bar/**', ['bar/q.dvc', 'bar/b/q.dvc'], ['a/bar/q.dvc']],
  ['d[0-9].dvc', ['d1.dvc'], ['dx.dvc', 'd.dvc']],
  ['a[!x].dvc', ['ay.dvc'], ['ax.dvc']],
  ['a[^x].dvc', ['ay.dvc'], ['ax.dvc']],
  ['c[]].dvc', ['c].dvc'], ['c[.dvc']],
  ['d[a-c]*.dvc', ['da.dvc', 'db1.dvc'], ['dd.dvc']],
  ['e\\[.dvc', ['e[.dvc'], ['e\\[.dvc']],
  ['f[.dvc', [], ['f[.dvc', 'f.dvc']],
  ['\\#h.dvc', ['#h.dvc'], ['h.dvc']],
  ['\\!b.dvc', ['!b.dvc'], ['b.dvc']],
  ['a\\*.dvc', ['a*.dvc'], ['ax.dvc']],
  ['trail   ', ['trail/t.dvc'], []],
  ['a.dvc\r', ['a.dvc'], []],
  ['# a.dvc\n\n \n', [], ['a.dvc', '# a.dvc']],
  ['*.dvc\n!keep.dvc', ['a.dvc'], ['keep.dvc', 'd/keep.dvc']],
  ['!a.dvc\n*.dvc', ['a.dvc'], []],
  ['sub\n!sub/a.dvc', ['sub/a.dvc'], []],
  ['*\n!keep/\n!keep/a.dvc', ['keep/b.dvc', 'c.dvc'], ['keep/a.dvc']],
])('%j', (text, ignored, kept) => {
  expect(listIgnored({ '.dvcignore': text }, [...ignored, ...kept])).toEqual(ignored)
})

test('a file holds below its folder, and the nearest one counts', () => {
  const sub = { 'sub/.dvcignore': '/a.dvc\nx/b.dvc' }
  const paths = ['a.dvc', 'sub/a.dvc', 'sub/y/a.dvc', 'sub/x/b.dvc', 'sub/y/x/b.dvc']
  expect(listIgnored(sub, paths)).toEqual(['sub/a.dvc', 'sub/x/b.dvc'])
  const both = { '.dvcignore': '*.dvc', 'sub/.dvcignore': '!a.dvc' }
  expect(listIgnored(both, paths)).toEqual(['a.dvc', 'sub/x/b.dvc', 'sub/y/x/b.dvc'])
})

test('a file that is excluded itself does not count', () => {
  const files = { '.dvcignore': 'sub/*', 'sub/.dvcignore': '!a.dvc' }
  expect(listIgnored(files, ['sub/a.dvc', 'a.dvc'])).toEqual(['sub/a.dvc'])
})

test('1,000 rules of a file are read', () => {
  const text = Array.from({ length: 1001 }, (_, at) => `r${at}.dvc`).join('\n')
  expect(listIgnored({ '.dvcignore': text }, ['r999.dvc', 'r1000.dvc'])).toEqual(['r999.dvc'])
})

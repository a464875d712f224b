import { expect, test } from 'vitest'
import { splitPath } from '@/lib/repo-data/path-glob'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { listCodeowners, parseCodeowners } from './codeowners'
import { compileOwnerPattern, matchOwnerPattern } from './owner-pattern'

function owners(lines: readonly string[], path: string, file = 'CODEOWNERS') {
  const codeowners = parseCodeowners(file, lines.join('\n'))
  return codeowners === null ? null : listCodeowners(codeowners, path, openStepBudget(1_000_000))
}

function matches(pattern: string, path: string, dialect: 'github' | 'gitlab') {
  const budget = openStepBudget(100_000_000)
  return matchOwnerPattern(compileOwnerPattern(pattern, dialect), splitPath(path), budget)
}

test.each([
  ['*', 'models/a.pkl', true],
  ['*.pkl', 'models/deep/a.pkl', true],
  ['*.pkl', 'models/a.pkl.dvc', false],
  ['/*.pkl', 'models/a.pkl', false],
  ['models', 'models/deep/a.pkl', true],
  ['models/', 'x/models/a.pkl', true],
  ['/models/', 'x/models/a.pkl', false],
  ['models/', 'models', false],
  ['models/*', 'models/a.pkl', true],
  ['models/*', 'models/deep/a.pkl', false],
  ['models/**', 'models/deep/a.pkl', true],
  ['models/**/a.pkl', 'models/a.pkl', true],
  ['models/**/a.pkl', 'models/x/y/a.pkl', true],
  ['**/deep', 'models/deep/a.pkl', true],
  ['models/churn', 'x/models/churn', false],
  ['model?.pkl', 'models.pkl', true],
  ['my\\ model.pkl', 'my model.pkl', true],
  ['a\\*b', 'axb', false],
  ['/*', 'models/a.pkl', false],
  ['/', 'a', false],
])('GitHub: %s for %s is %s', (pattern, path, expected) => {
  expect(matches(pattern, path, 'github')).toBe(expected)
})

test('GitLab lets a path with a slash start anywhere', () => {
  expect(matches('models/churn', 'x/models/churn', 'gitlab')).toBe(true)
  expect(matches('/models/churn', 'x/models/churn', 'gitlab')).toBe(false)
})

test('the last matching line counts, and may remove the owners', () => {
  const lines = ['* @all', '/models/ @ml ana@example.com # the model team', '/models/old/']
  expect(owners(lines, 'src/a.py')).toEqual(['@all'])
  expect(owners(lines, 'models/a.pkl')).toEqual(['@ml', 'ana@example.com'])
  expect(owners(lines, 'models/old/a.pkl')).toEqual([])
})

test('comments and words that are no owner are ignored', () => {
  expect(owners(['# a', '', '*.pkl ml @ml #@x'], 'a.pkl')).toEqual(['@ml'])
})

test('each GitLab section has its own last line, with owners by default', () => {
  const lines = [
    '* @all',
    '[Models] @ml',
    '*.pkl',
    'old/*.pkl @archive',
    '^[Security][2] @sec @all',
    '*.pkl',
    '[models]',
    'x.pkl @x',
  ]
  expect(owners(lines, 'a.pkl')).toEqual(['@all', '@ml', '@sec'])
  expect(owners(lines, 'old/a.pkl')).toEqual(['@all', '@archive', '@sec'])
  expect(owners(lines, 'x.pkl')).toEqual(['@all', '@x', '@sec'])
  expect(owners(lines, 'a.txt')).toEqual(['@all'])
})

test('GitLab excludes with an exclamation mark', () => {
  expect(owners(['* @all', '!*.pkl', '*.pkl @ml'], 'a.pkl', '.gitlab/CODEOWNERS')).toEqual([])
})

test('a hostile pattern takes no time', () => {
  const path = Array.from({ length: 500 }, () => 'a'.repeat(8)).join('/')
  const spent = cpuSeconds(() => {
    expect(matches(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000), 'github')).toBe(false)
    expect(matches(`${'**/*a/'.repeat(300)}b`, path, 'github')).toBe(false)
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

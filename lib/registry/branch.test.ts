import { expect, test } from 'vitest'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { deriveBranch } from './branch'
import { listCodeowners } from './codeowners'
import { answer, filesEverywhere } from './testing/build-look'
import { listFiles } from './testing/list-files'

const BRANCH = { name: 'main', commit: 'b'.repeat(40) }

function declare(files: Readonly<Record<string, string>>) {
  const listing = listFiles(Object.keys(files))
  return answer(filesEverywhere(files), (look) => deriveBranch(BRANCH, listing, look))
}

function problemsOf(files: Readonly<Record<string, string>>) {
  return declare(files).value.problems.map((one) => [
    ...[one.code, one.artifact, `${one.file}:${one.line}`, one.detail],
  ])
}

test('a branch declares artifacts of every folder, from both files', () => {
  const { value, rounds } = declare({
    'artifacts.yaml': 'churn: {}\nseg: { type: model }',
    'dvc.yaml': 'stages: {}\nartifacts:\n  churn: { path: x }',
    'a/b/artifacts.yaml': '\nm: {}',
    'a/b/dvc.yaml': 'artifacts: { n/o: { path: y } }',
    'c/dvc.yaml': 'stages: {}',
  })
  expect(Object.fromEntries(value.artifacts)).toEqual({
    churn: { file: 'dvc.yaml', line: 3, isForeign: false },
    seg: { file: 'artifacts.yaml', line: 2, isForeign: false },
    'a/b:m': { file: 'a/b/artifacts.yaml', line: 2, isForeign: false },
    'a/b:n/o': { file: 'a/b/dvc.yaml', line: 1, isForeign: false },
  })
  expect([value.problems, value.codeowners, rounds.length]).toEqual([[], null, 1])
  expect(value.gto).toEqual({ stages: null, types: null, index: 'artifacts.yaml' })
})

test('the keys of .gto may have any case', () => {
  const { value, rounds } = declare({
    '.gto': 'Stages: [dev, prod]\nTYPES: [model]\nindex: ./registry/index.yaml\nlog_level: DEBUG',
    'registry/index.yaml': 'm: {}',
    'artifacts.yaml': 'hidden: {}',
  })
  expect(value.gto).toEqual({
    stages: ['dev', 'prod'],
    types: ['model'],
    index: 'registry/index.yaml',
  })
  expect([...value.artifacts.keys()]).toEqual(['m'])
  expect([value.problems, rounds.length]).toEqual([[], 2])
})

test('an empty .gto allows everything, empty stages nothing', () => {
  expect(declare({ '.gto': '' }).value.gto.stages).toBeNull()
  expect(declare({ '.gto': 'stages:' }).value.gto.stages).toBeNull()
  expect(declare({ '.gto': 'stages: []' }).value.gto.stages).toEqual([])
})

test('an invalid setting of .gto is a problem, and the others count', () => {
  const files = { '.gto': 'stages: [dev, a b]\ncolour: red\nindex: ../x\ntypes: model' }
  expect(declare(files).value.gto).toEqual({
    stages: ['dev'],
    types: null,
    index: 'artifacts.yaml',
  })
  expect(problemsOf(files)).toEqual([
    ['gto-bad-name', null, '.gto:1', '"a b"'],
    ['gto-unknown-key', null, '.gto:2', '"colour"'],
    ['gto-bad-value', null, '.gto:3', '"../x"'],
    ['gto-bad-value', null, '.gto:4', 'types is no list'],
  ])
  expect(problemsOf({ '.gto': '- a' })).toEqual([['gto-not-a-mapping', null, '.gto:null', '']])
})

test('one bad entry or file hides no other', () => {
  const files = {
    'artifacts.yaml': 'good: {}\nmy.model: {}\nnumber: 5\nempty:',
    'bad/artifacts.yaml': 'm: [',
    'list/artifacts.yaml': '- m',
    'empty/artifacts.yaml': '',
    'empty/dvc.yaml': '',
    'with space/artifacts.yaml': 'm: {}',
    'fine/dvc.yaml': 'artifacts: { m: {} }',
    'wrong/dvc.yaml': 'artifacts: [m]',
  }
  expect([...declare(files).value.artifacts.keys()]).toEqual(['good', 'empty', 'fine:m'])
  expect(problemsOf(files)).toEqual([
    ['yaml-syntax', null, 'bad/artifacts.yaml:1', expect.any(String)],
    ['annotation-bad-name', null, 'artifacts.yaml:2', '"my.model"'],
    ['annotation-entry-not-a-mapping', 'number', 'artifacts.yaml:3', ''],
    ['annotation-file-empty', null, 'empty/artifacts.yaml:null', ''],
    ['annotation-file-not-a-mapping', null, 'list/artifacts.yaml:null', ''],
    ['annotation-bad-directory', null, 'with space/artifacts.yaml:null', ''],
    ['annotation-file-not-a-mapping', null, 'wrong/dvc.yaml:null', ''],
  ])
})

test('the first existing CODEOWNERS file counts', () => {
  const { codeowners } = declare({
    CODEOWNERS: '* @root',
    '.github/CODEOWNERS': '/models/ @ml',
    'docs/CODEOWNERS': '* @docs',
  }).value
  expect(codeowners?.file).toBe('.github/CODEOWNERS')
  expect(codeowners && listCodeowners(codeowners, 'models/a.pkl', openStepBudget(1000))).toEqual([
    '@ml',
  ])
})

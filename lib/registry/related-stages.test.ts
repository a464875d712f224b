import { expect, test } from 'vitest'
import { indexFiles } from '@/lib/dvc/index-files'
import { NO_LOCK } from '@/lib/dvc/locked'
import type { DvcStage } from '@/lib/dvc/types'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { findRelatedStages } from './related-stages'

function stage(name: string, deps: readonly string[], outs: readonly string[]): DvcStage {
  const path = (written: string) =>
    ({ written, path: written, place: 'root', locked: null }) as const
  const flags = { cache: true, persist: false, metric: false, plot: false }
  return {
    ...{ id: `dvc.yaml:${name}`, file: 'dvc.yaml', name, group: null, cmd: null, wdir: '' },
    ...{ frozen: false, alwaysChanged: false, isImport: false, cmdChanged: null },
    deps: deps.map((dep) => ({ kind: 'file', ...path(dep) })),
    outs: outs.map((out) => ({ ...path(out), ...flags })),
  }
}

function fileOf(path: string, stages: readonly DvcStage[]) {
  const nothing = {
    root: '',
    sections: null,
    datasets: [],
    scope: null,
    findings: [],
    unreadable: [],
  }
  return { path, stages, lock: NO_LOCK, ...nothing }
}

/** Two files of one repository: a stage may use what another folder's makes. */
const files = indexFiles([
  fileOf('dvc.yaml', [
    stage('prepare', ['raw.csv'], ['data']),
    stage('train-a', ['data/a.csv'], ['models/a.pkl', 'a.json']),
    stage('train-b', ['data/b.csv'], ['models/b.pkl', 'b.json']),
  ]),
  fileOf('eval/dvc.yaml', [
    stage('test-a', ['models/a.pkl', 'data'], ['predictions']),
    stage('score-a', ['predictions/all.csv'], ['score.json']),
  ]),
])

const relatedTo = (path: string | null) => findRelatedStages(files, path, openStepBudget(1000))
const namesFor = (path: string | null) => [...relatedTo(path).stages].map(({ name }) => name).sort()

test('a model has the stages that make it, what they are made from, and those that use it', () => {
  expect(namesFor('models/a.pkl')).toEqual(['prepare', 'score-a', 'test-a', 'train-a'])
  expect(namesFor('models/b.pkl')).toEqual(['prepare', 'train-b'])
  expect([...relatedTo('models/b.pkl').makers].map(({ name }) => name)).toEqual(['train-b'])
})

test('a model that no stage makes has none', () => {
  expect(namesFor('models/c.pkl')).toEqual([])
  expect(namesFor(null)).toEqual([])
})

test('a file that only other stages write is foreign, and a file that no stage writes is not', () => {
  const { isForeign } = relatedTo('models/b.pkl')
  expect(['a.json', 'score.json', 'b.json', 'metrics.json'].map(isForeign)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

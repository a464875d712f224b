import { expect, test } from 'vitest'
import type { DvcStage } from './dvc-stages'
import { findRelatedStages } from './related-stages'
import { openStepBudget } from './step-budget'

function stage(name: string, deps: readonly string[], outs: readonly string[]): DvcStage {
  return { name, directory: '', metrics: [], params: [], deps, outs }
}

const stages = [
  stage('prepare', ['raw.csv'], ['data']),
  stage('train-a', ['data/a.csv'], ['models/a.pkl', 'a.json']),
  stage('train-b', ['data/b.csv'], ['models/b.pkl', 'b.json']),
  stage('test-a', ['models/a.pkl', 'data'], ['predictions']),
  stage('score-a', ['predictions/all.csv'], ['score.json']),
]

const namesFor = (path: string | null) =>
  findRelatedStages(stages, path, openStepBudget(1000)).stages.map((one) => one.name)

test('a model has the stages that make it, what they are made from, and those that use it', () => {
  expect(namesFor('models/a.pkl')).toEqual(['prepare', 'train-a', 'test-a', 'score-a'])
  expect(namesFor('models/b.pkl')).toEqual(['prepare', 'train-b'])
})

test('a model that no stage makes has all of them', () => {
  expect(namesFor('models/c.pkl').length).toBe(5)
  expect(namesFor(null).length).toBe(5)
})

test('a file that only other stages write is foreign, and a file that no stage writes is not', () => {
  const { isForeign } = findRelatedStages(stages, 'models/b.pkl', openStepBudget(1000))
  expect(['a.json', 'score.json', 'b.json', 'metrics.json'].map(isForeign)).toEqual([
    true,
    true,
    false,
    false,
  ])
})

import { expect, test } from 'vitest'
import { buildNextVersions, findStart, listModelPaths } from './register-choices'

test.each([
  [null, null, null, []],
  ['s3://bucket/model.pkl', null, null, []],
  ['models/churn.pkl', 'git:12', 'artifacts.yaml', ['models/churn.pkl']],
  ['a/model.pkl', '3f0c', 'a/dvc.yaml', ['a/model.pkl', 'a/model.pkl.dvc', 'a/dvc.lock']],
  ['model.pkl', null, null, ['model.pkl', 'model.pkl.dvc', 'dvc.lock']],
] as const)('the paths of %s with hash %s in %s', (path, hash, file, expected) => {
  const source = file === null ? null : { file, commit: 'c' }
  expect(listModelPaths({ path, hash, source })).toEqual(expected)
})

const commit = (id: string, touches: boolean) => {
  return { commit: id, subject: '', author: '', at: '', touches }
}

test('a registration starts with the newest commit that changed the model, else with the head', () => {
  const commits = [commit('b', true), commit('a', true), commit('c', false)]
  const found = { commits, head: 'c' }
  expect(findStart(found, new Set())).toBe('b')
  expect(findStart(found, new Set(['b']))).toBe('c')
  expect(findStart(found, new Set(['b', 'c']))).toBe('')
  expect(findStart({ commits: [commit('c', false)], head: 'c' }, new Set())).toBe('c')
  // A search chooses nothing.
  expect(findStart({ commits, head: null }, new Set())).toBe('')
})

test('the next versions are above the highest, deregistered or not', () => {
  const version = (name: string) => {
    return { version: name } as Parameters<typeof buildNextVersions>[0][number]
  }
  expect(
    buildNextVersions([version('v2.0.0'), version('v1.0.0'), version('a'.repeat(40))]),
  ).toEqual({
    patch: 'v2.0.1',
    minor: 'v2.1.0',
    major: 'v3.0.0',
  })
  expect(buildNextVersions([version('a'.repeat(40))])).toBeNull()
})

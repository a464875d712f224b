import { expect, test } from 'vitest'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { listWorkflows } from './list-workflows'

const PUSH = { tag: 'churn@v1.0.0', tagsInPush: 1, budget: openStepBudget(50_000_000) }

test('the list has the files that GitHub and GitLab read, by path', () => {
  const on = { on: 'push', jobs: { a: {} } }
  const files = [
    { path: '.gitlab-ci.yml', value: { a: { script: 'x' } } },
    { path: '.github/workflows/b.yml', value: on },
    { path: '.github/workflows/a.yaml', value: on },
    { path: '.github/workflows/deep/c.yml', value: on },
    { path: '.github/workflows/notes.md', value: null },
    { path: 'sub/.gitlab-ci.yml', value: on },
  ]
  expect(listWorkflows(files, PUSH).map(({ file }) => file)).toEqual([
    '.github/workflows/a.yaml',
    '.github/workflows/b.yml',
    '.gitlab-ci.yml',
  ])
})

test('the list includes a file that cannot be read', () => {
  expect(listWorkflows([{ path: '.gitlab-ci.yml', value: null }], PUSH)).toEqual([
    {
      provider: 'gitlab',
      file: '.gitlab-ci.yml',
      name: '.gitlab-ci.yml',
      outcome: 'unknown',
      why: 'file-unreadable',
      details: {},
      jobs: [],
      trap: null,
    },
  ])
})

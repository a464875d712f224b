import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { listWorkflows } from '@/lib/workflows/list-workflows'
import { listSnippets } from './list-snippets'
import type { UsedVersion } from './snippet'

const V1: UsedVersion = {
  server: 'http://localhost:3000',
  reading: 'open',
  repo: 'churn',
  url: 'https://git.example.com/ml/churn.git',
  model: 'churn',
  version: 'v1.0.0',
  tag: 'churn@v1.0.0',
  commit: 'c'.repeat(40),
  path: 'models/churn.pkl',
  hash: 'aa',
  stage: null,
}

const read = (used: Partial<UsedVersion>, id: string) =>
  listSnippets({ ...V1, ...used }).find((snippet) => snippet.id === id)?.lines

test('a version of DVC is downloaded by its tag', () => {
  expect(listSnippets(V1).map(({ id }) => id)).toEqual([
    ...['dvc-get', 'dvc-import', 'python', 'git', 'curl', 'gto'],
  ])
  expect(read({}, 'dvc-get')).toEqual([
    'dvc get https://git.example.com/ml/churn.git models/churn.pkl --rev churn@v1.0.0 -o churn.pkl',
  ])
  expect(read({}, 'git')).toEqual([
    'git clone --quiet -- https://git.example.com/ml/churn.git churn',
    'git -C churn checkout --quiet churn@v1.0.0',
  ])
  expect(read({}, 'curl')).toEqual([
    "curl -fsS 'http://localhost:3000/api/v1/models/churn/churn/resolve?version=v1.0.0'",
  ])
  expect(read({}, 'gto')).toEqual([
    'gto show churn@v1.0.0 --repo https://git.example.com/ml/churn.git',
  ])
})

test('a version without a tag is named by its commit', () => {
  const used = { tag: null, version: V1.commit }
  expect(read(used, 'git')?.[1]).toBe(`git -C churn checkout --quiet ${V1.commit}`)
})

test('content in Git is read from Git, a URL from its address, and an unknown path from neither', () => {
  expect(read({ hash: 'git:aa' }, 'dvc-get')?.[1]).toBe(
    'git -C churn.git cat-file --filters churn@v1.0.0:models/churn.pkl > churn.pkl',
  )
  expect(read({ path: 's3://bucket/a b.pkl' }, 'dvc-get')).toEqual([
    "dvc get-url 's3://bucket/a b.pkl' 'a b.pkl'",
  ])
  expect(listSnippets({ ...V1, path: null }).map(({ id }) => id)).toEqual(['git', 'curl', 'gto'])
})

test('a stage is asked for by its name, with a token where reading needs one', () => {
  const used = { stage: 'production', reading: 'needs-token', model: 'a/b:churn' } as const
  expect(read(used, 'curl')).toEqual([
    'curl -fsS -H "Authorization: Bearer $SIGNET_TOKEN" ' +
      "'http://localhost:3000/api/v1/models/churn/a%2Fb%3Achurn/resolve?stage=production'",
  ])
  expect(read(used, 'gto')?.[0]).toMatch(/^gto show 'a\/b:churn#production' --repo/)
})

test('no text ends a word of the shell or of Python', () => {
  const path = `a'; rm -rf "$HOME" \`x\` \\n.pkl`
  expect(read({ path }, 'dvc-get')?.[0]).toContain(`'a'\\''; rm -rf "$HOME" \`x\` \\n.pkl'`)
  expect(read({ path }, 'python')?.[2]).toContain(JSON.stringify(path))
  expect(read({ path: '-x' }, 'dvc-get')?.[0]).toMatch(/ .\/-x --rev churn@v1.0.0 -o .\/-x$/)
})

const FILES = { github: '.github/workflows/deploy.yml', gitlab: '.gitlab-ci.yml' } as const

/** Whether the snippet starts on a push of the tag, as Signet says of any workflow. */
function startsOn(id: keyof typeof FILES, used: Partial<UsedVersion>, tag: string) {
  const text = read({ stage: 'production', ...used }, id)?.join('\n') ?? ''
  const file = { path: FILES[id], value: parse(text, { schema: 'failsafe' }) }
  const budget = openStepBudget(1_000_000)
  return listWorkflows([file], { tag, tagsInPush: 1, budget })[0]?.outcome
}

test.each([
  ['churn', 'churn#production#4', 'starts'],
  ['churn', 'churn#production', 'starts'],
  ['churn', 'churn#production!#5', 'does-not-start'],
  ['churn', 'churn#production!', 'does-not-start'],
  ['churn', 'churn#production-eu#4', 'does-not-start'],
  ['churn', 'rechurn#production#4', 'does-not-start'],
  ['churn', 'churn@v1.0.0', 'does-not-start'],
  ['a.x/b:churn', 'a.x/b=churn#production#4', 'starts'],
  ['a.x/b:churn', 'aax/b=churn#production#4', 'does-not-start'],
])('a workflow for %s on the tag %s: %s', (model, tag, outcome) => {
  expect(startsOn('github', { model }, tag)).toBe(outcome)
  expect(startsOn('gitlab', { model }, tag)).toBe(outcome)
})

test('a workflow with an odd path is YAML whose step is one text', () => {
  const text = read({ stage: 'dev', path: `a'b: #c.pkl` }, 'github')?.join('\n') ?? ''
  const { steps } = parse(text).jobs.deploy
  expect(steps[2]).toEqual({ run: `dvc pull 'a'\\''b: #c.pkl'` })
})

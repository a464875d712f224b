import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { readTestPipeline } from './testing/read-test-pipeline'
import { traceStaleFiles } from './trace-stale-files'

const parser = openYamlParser()
const close: (() => Promise<void>)[] = [() => parser.close()]
afterEach(async () => {
  for (const one of close.splice(0)) await one()
})

async function readStage(repo: GitRepo, commit: string) {
  const { mirror, snapshot, pipeline } = await readTestPipeline(repo, commit, parser)
  close.push(() => snapshot.close())
  const traced = await traceStaleFiles({ mirror, snapshot }, pipeline)
  const [stage] = traced.roots[0]?.stages ?? []
  return {
    state: stage?.state,
    why: stage?.why,
    deps: stage?.deps.map(({ path, why, ranAt }) => [path, why, ranAt]),
  }
}

const lockOf = (script: string) => {
  const md5 = createHash('md5').update(script).digest('hex')
  return `stages: { train: { cmd: x, deps: [{ path: "a b/train.py", hash: md5, md5: ${md5} }] } }\nschema: '2.0'`
}

test('a stale script is traced back to the commit whose version ran', async () => {
  const repo = await createGitRepo()
  const dvc = 'stages: { train: { cmd: x, deps: ["a b/train.py"] } }'
  const first = await repo.commit({
    files: { 'dvc.yaml': dvc, 'dvc.lock': lockOf('one'), 'a b/train.py': 'zero' },
  })
  const ran = await repo.commit({ files: { 'a b/train.py': 'one' } })
  const fresh = await readStage(repo, ran)
  expect(fresh).toEqual({ state: 'fresh', why: null, deps: [['a b/train.py', null, null]] })
  const head = await repo.commit({ files: { 'a b/train.py': 'two' } })
  const why = `It ran with "a b/train.py" as of ${ran.slice(0, 7)}; this commit has another version.`
  expect(await readStage(repo, head)).toEqual({
    state: 'stale',
    why,
    deps: [['a b/train.py', why, ran]],
  })
  // At the first commit the version that ran is not in the history yet.
  const before = await readStage(repo, first)
  const unknown = 'No commit contains the "a b/train.py" that the stage ran with.'
  expect(before).toEqual({
    state: 'stale',
    why: unknown,
    deps: [['a b/train.py', unknown, null]],
  })
})

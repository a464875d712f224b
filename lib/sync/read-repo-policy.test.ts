import { afterAll, expect, test } from 'vitest'
import { listRemote } from '@/lib/git/list-remote'
import { updateMirror } from '@/lib/git/update-mirror'
import { openSnapshot } from '@/lib/snapshot/open-snapshot'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { readRepoPolicy } from './read-repo-policy'

const parser = openYamlParser()
afterAll(() => parser.close())

async function readPolicy(repo: GitRepo) {
  const mirror = createTestMirror(repo.url)
  await updateMirror(mirror, () => {})
  const known = { find: async () => undefined, poison: async () => {} }
  const snapshot = openSnapshot(mirror, { parser, known })
  try {
    return (await readRepoPolicy(snapshot, await listRemote(mirror))).policy
  } finally {
    await snapshot.close()
  }
}

async function createRepo(rules: string | null): Promise<GitRepo> {
  const repo = await createGitRepo()
  const files: Record<string, string> = rules === null ? {} : { '.signet.yaml': rules }
  await repo.commit({ files: { 'a.txt': 'a', ...files } })
  return repo
}

test('rules are read from the default branch', async () => {
  expect(await readPolicy(await createRepo(null))).toBe(null)
  const rules = 'stages:\n  rules:\n    production:\n      approvals: 2\n'
  expect(await readPolicy(await createRepo(rules))).toMatchObject({
    kind: 'rules',
    rules: { production: { approvals: 2 } },
  })
})

test('a file with an unknown key is a broken policy that names the key', async () => {
  const rules = 'stages:\n  rules:\n    production:\n      aprovals: 2\n'
  expect(await readPolicy(await createRepo(rules))).toMatchObject({
    kind: 'broken',
    key: 'stages.rules.production.aprovals',
  })
})

test('a file that is no YAML is a broken policy, and so is a HEAD that names no branch', async () => {
  const repo = await createRepo('stages: [')
  expect(await readPolicy(repo)).toMatchObject({ kind: 'broken', key: '' })
  const headless = await createRepo(null)
  await headless.setHead('gone')
  expect(await readPolicy(headless)).toMatchObject({ kind: 'broken', key: '' })
})

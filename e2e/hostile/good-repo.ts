import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { ANNOTATION, MODEL } from './attack'

/** 2026-01-01T00:00:00Z */
const START = 1_767_225_600

/** One model in production, as `v1.0.0`. */
export async function createGoodRepo(dir: string): Promise<GitRepo> {
  const repo = await createGitRepo({ dir })
  await repo.commit({ files: { 'artifacts.yaml': ANNOTATION }, at: START })
  await release(repo, 0)
  return repo
}

/** A new commit as `v1.<minor>.0`, which gets into production; resolves to the version. */
export async function release(repo: GitRepo, minor: number): Promise<string> {
  const version = `v1.${minor}.0`
  const at = START + 120 * (minor + 1)
  const commit = await repo.commit({ files: { 'notes.txt': version }, at })
  await repo.tag(`${MODEL}@${version}`, { commit, at: at + 1 })
  await repo.tag(`${MODEL}#production#${minor + 1}`, { commit, at: at + 2 })
  return version
}

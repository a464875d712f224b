import { DEFAULT_LIMITS } from '@/lib/git/mirror'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { openSnapshot, type Snapshot } from '@/lib/snapshot/open-snapshot'
import type { Oid } from '@/lib/snapshot/types'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { createGitRepo, type GitRepo } from './git-repo'
import { createTempDir } from './temp-dir'

export type StreamRepo = {
  readonly snapshot: Snapshot
  /** The head of `main`. */
  readonly commit: Oid
  readonly close: () => Promise<void>
}

/** A repository from a `git fast-import` stream, read by the real parsers. */
export async function openStream(stream: string): Promise<StreamRepo> {
  const repo = await createGitRepo()
  await repo.importStream(stream)
  return openRepo(repo)
}

/** A repository of one commit with these files, read by the real parsers. */
export async function openCommit(
  files: Readonly<Record<string, string | Buffer>>,
): Promise<StreamRepo> {
  const repo = await createGitRepo()
  await repo.commit({ files })
  return openRepo(repo)
}

async function openRepo(repo: GitRepo): Promise<StreamRepo> {
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const mirror = { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
  const parser = openYamlParser()
  const known = { find: async () => undefined, poison: async () => {} }
  const snapshot = openSnapshot(mirror, { parser, known })
  const close = async () => {
    await snapshot.close()
    await parser.close()
  }
  return { snapshot, commit: await repo.resolve('refs/heads/main'), close }
}

import { DEFAULT_LIMITS, type Mirror } from '@/lib/git/mirror'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { openSnapshot, type Snapshot } from '@/lib/snapshot/open-snapshot'
import type { YamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import type { GitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { PipelineView } from '@/lib/views/pipeline'
import { readFrom } from '../serve-pipeline'

type Read = {
  readonly mirror: Mirror
  readonly snapshot: Snapshot
  readonly pipeline: PipelineView
}

/** The pipeline of a commit of a repository on this disk, and what it was read from. The caller closes the snapshot. */
export async function readTestPipeline(
  repo: GitRepo,
  commit: string,
  parser: YamlParser,
): Promise<Read> {
  const remote = parseRemoteUrl(repo.url, { kind: 'any' })
  const mirror = { dir: repo.gitDir, remote, home: createTempDir('home'), limits: DEFAULT_LIMITS }
  const known = { find: async () => undefined, poison: async () => {} }
  const snapshot = openSnapshot(mirror, { parser, known })
  return { mirror, snapshot, pipeline: await derivePipelineOf(snapshot, commit) }
}

/** The pipeline of a commit, read by the real parsers. */
export async function derivePipelineOf(snapshot: Snapshot, commit: string): Promise<PipelineView> {
  const pipeline = await readFrom(snapshot, commit)
  if (pipeline === null) throw new Error('no pipeline')
  return pipeline
}

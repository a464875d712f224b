import { DEFAULT_LIMITS, type Mirror } from '@/lib/git/mirror'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { derivePipeline } from '@/lib/lineage/derive-pipeline'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { isListedFile } from '@/lib/registry/derive-dvc'
import { openFiles } from '@/lib/registry/derived'
import { openSnapshot, type Snapshot } from '@/lib/snapshot/open-snapshot'
import type { YamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { readDerived } from '@/lib/sync/read-facts'
import type { GitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { PipelineView } from '@/lib/views/pipeline'

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
  await snapshot.list([commit], isListedFile)
  const { dvc: cache, budget } = openDeriveCache()
  const listing = snapshot.listed(commit, isListedFile).all()
  const [derived] = await readDerived(snapshot, [commit], (one) => {
    const files = openFiles(one, snapshot.look)
    return files.derive(derivePipeline(one, { listing, files, cache, budget }))
  })
  if (derived === undefined) throw new Error('no pipeline')
  return derived.value
}

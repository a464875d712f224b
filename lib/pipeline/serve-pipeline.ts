import { existsSync } from 'node:fs'
import type { RepoConfig } from '@/lib/config/config'
import { deriveRootFiles, linkRoot } from '@/lib/dvc/derive-roots'
import { DVC_YAML } from '@/lib/dvc/file-names'
import { derivePipeline } from '@/lib/lineage/derive-pipeline'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { findDvcForm, isListedFile } from '@/lib/registry/derive-dvc'
import { openFiles } from '@/lib/registry/derived'
import { fileNameOf, joinPath, parentDirectory } from '@/lib/repo-data/repo-path'
import { openSnapshot, type Snapshot } from '@/lib/snapshot/open-snapshot'
import type { FileRequest, Oid, TreeFiles } from '@/lib/snapshot/types'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { openBlobMemory } from '@/lib/sync/open-blob-memory'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import { readDerived } from '@/lib/sync/read-facts'
import type { PipelineView } from '@/lib/views/pipeline'
import { refuseLarge } from './refuse-large'
import { traceStaleFiles } from './trace-stale-files'

/**
 * The pipeline of a commit of the mirror, as the last sync has fetched it; null where the mirror has no such commit.
 * Runs in a worker process. Throws GitError.
 */
export async function readPipeline(
  sync: SyncContext,
  repo: RepoConfig,
  commit: Oid,
): Promise<PipelineView | null> {
  const mirror = await openRepoMirror(sync.config, repo)
  if (!existsSync(`${mirror.dir}/HEAD`)) return null
  const known = await openBlobMemory(sync.database)
  return await sync.withReadLock({ refs: null, limits: READ_LIMITS }, async () => {
    const snapshot = openSnapshot(mirror, { parser: sync.parser, known })
    try {
      const pipeline = await readFrom(snapshot, commit)
      if (pipeline === null) return null
      refuseLarge(pipeline)
      return await traceStaleFiles({ mirror, snapshot }, pipeline)
    } finally {
      await snapshot.close()
    }
  })
}

/** The pipeline of a commit, not traced yet; null where there is none. The roots are linked once, not for each round. */
export async function readFrom(snapshot: Snapshot, commit: Oid): Promise<PipelineView | null> {
  if ((await snapshot.commits([commit])).size === 0) return null
  await snapshot.list([commit], isListedFile)
  const listing = snapshot.listed(commit, isListedFile).all()
  const { dvc: cache, budget } = openDeriveCache()
  const findRoots = (one: Oid) => {
    const files = openFiles(one, snapshot.look)
    return files.derive(deriveRootFiles({ listing, files, cache, budget }))
  }
  const foresee = () => foreseeFiles(commit, listing)
  const [found] = await readDerived(snapshot, [commit], findRoots, foresee)
  const roots = (found?.value ?? []).map((root) => linkRoot(root, budget))
  const [derived] = await readDerived(snapshot, [commit], (one) => {
    const files = openFiles(one, snapshot.look)
    return files.derive(derivePipeline(one, roots, { files, budget }))
  })
  return derived?.value ?? null
}

/** DVC's files, and the params that most templates name: without them all stages would be derived twice. */
function* foreseeFiles(commit: Oid, { files }: TreeFiles): Iterable<FileRequest> {
  for (const path of files.keys()) {
    const form = findDvcForm(path)
    if (form !== null) yield { commit, path, form }
    if (fileNameOf(path) !== DVC_YAML) continue
    yield { commit, path: joinPath(parentDirectory(path), 'params.yaml'), form: 'typed-yaml' }
  }
}

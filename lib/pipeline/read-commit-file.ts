import type { RepoConfig } from '@/lib/config/config'
import { openSnapshot } from '@/lib/snapshot/open-snapshot'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { openBlobMemory } from '@/lib/sync/open-blob-memory'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import { readBlob } from './read-blob'

export type WantedFile = {
  readonly repo: string
  readonly commit: string
  /** From the root, without `.` and `..`. */
  readonly path: string
  readonly maxBytes: number
}

/**
 * A file of a commit as base64; null where the commit has no such file, for a symbolic link and a pointer of Git LFS, and
 * above the limit. Runs in a worker process. Throws GitError.
 */
export async function readCommitFile(
  sync: SyncContext,
  repo: RepoConfig,
  { commit, path, maxBytes }: WantedFile,
): Promise<string | null> {
  const mirror = await openRepoMirror(sync.config, repo)
  const known = await openBlobMemory(sync.database)
  return await sync.withReadLock({ refs: null, limits: READ_LIMITS }, async () => {
    const snapshot = openSnapshot(mirror, { parser: sync.parser, known })
    try {
      const request = { commit, path, form: 'stat' } as const
      await snapshot.files([request])
      const fact = snapshot.look(request)
      if (fact?.kind !== 'stat' || fact.lfs !== null) return null
      const source = { mirror, objects: snapshot.objects }
      const blob = await readBlob(source, fact.oid, maxBytes)
      return blob.kind === 'bytes' ? blob.bytes.toString('base64') : null
    } finally {
      await snapshot.close()
    }
  })
}

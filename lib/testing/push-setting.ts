import { buildTagPayload } from '@/lib/git/build-tag-payload'
import { listRemote } from '@/lib/git/list-remote'
import { makeTag } from '@/lib/git/make-tag'
import type { Limits, Mirror } from '@/lib/git/mirror'
import type { TagRef } from '@/lib/git/push-tags'
import type { Credentials } from '@/lib/git/remote-url'
import { updateMirror } from '@/lib/git/update-mirror'
import { addHook } from './add-hook'
import { createTestMirror } from './git-mirror'
import { createGitRepo, type GitRepo } from './git-repo'

export type PushSetting = {
  readonly repo: GitRepo
  readonly mirror: Mirror
  /** The same remote with other limits or credentials. */
  mirrorWith(options: {
    readonly limits?: Partial<Limits>
    readonly credentials?: Credentials
  }): Promise<Mirror>
  readonly commit: string
  /** A tag object in the mirror, of the one commit; another `seconds`, another object. */
  make(name: string, seconds?: number): Promise<TagRef>
  /** What the remote shows. */
  list(): Promise<ReadonlyMap<string, string>>
  /** Installs a hook on the remote: lines of a shell script. */
  hook(name: 'pre-receive' | 'update' | 'reference-transaction', lines: readonly string[]): void
}

/** A remote with one commit, and a mirror of it over the transport of `address`. */
export async function createPushSetting(
  address: (dir: string) => string,
  credentials?: Credentials,
): Promise<PushSetting> {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { a: '1' } })
  const cloneOf = async (options: Parameters<PushSetting['mirrorWith']>[0]) => {
    const mirror = createTestMirror(address(repo.dir), { credentials, ...options })
    await updateMirror(mirror, () => {})
    return mirror
  }
  const mirror = await cloneOf({})
  return {
    repo,
    mirror,
    mirrorWith: cloneOf,
    commit,
    make: async (name, seconds = 1767225600) => {
      const tagger = { name: 'Signet', email: 'signet@example.com' }
      const bytes = buildTagPayload({ commit, tag: name, tagger, seconds, message: name })
      return { name, oid: await makeTag(mirror, bytes) }
    },
    list: async () => (await listRemote(createTestMirror(repo.url))).tags,
    hook: (name, lines) => void addHook(repo, name, lines.join('\n')),
  }
}

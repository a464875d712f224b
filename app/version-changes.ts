import type { Viewer } from '@/lib/index/read/viewer'
import type { VersionChanges } from '@/lib/lineage/traced-version'
import { findPathChanges } from '@/lib/pipeline/find-path-changes'
import type { ModelDetailView } from '@/lib/views/model'
import { findForgeLinks } from './forge-links'

type At = { readonly commit: string; readonly path: string | null; readonly hash: string | null }

/** The commits that changed a version's content in Git or Git LFS since the previous registered version; null for other
 *  content, and where they are not known. */
export async function findVersionChanges(
  viewer: Viewer,
  model: ModelDetailView,
  { commit, path, hash }: At,
): Promise<VersionChanges | null> {
  if (path === null || !/^(git|sha256):/.test(hash ?? '')) return null
  const previous = findPrevious(model, commit)
  if (previous === null) return null
  const { repo } = model
  const since = previous.version?.commit ?? null
  const changes = await findPathChanges(viewer, { repo, commit, since, path })
  if (changes === null) return null
  const links = findForgeLinks(repo)
  return {
    ...{ count: changes.count, hasMore: changes.hasMore },
    since: previous.version?.version ?? null,
    href: since === null ? null : (links?.compare(since, commit).url ?? null),
    newest: changes.newest.map((one) => ({
      ...one,
      href: links?.commit(one.commit).url ?? null,
    })),
  }
}

type Previous = { readonly version: ModelDetailView['versions'][number] | null }

/** The next lower registered version on another commit. Null where the answer has too few versions to tell. */
function findPrevious({ versions, next }: ModelDetailView, commit: string): Previous | null {
  const at = versions.findIndex((one) => one.commit === commit)
  const lower = versions
    .slice(at + 1)
    .find((one) => one.registered && one.active && one.commit !== commit)
  if (lower !== undefined && at >= 0) return { version: lower }
  return at < 0 || next !== null ? null : { version: null }
}

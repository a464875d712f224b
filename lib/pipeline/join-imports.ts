import { listAddresses } from '@/lib/config/list-addresses'
import { listVersionsAt, type VersionAt } from '@/lib/index/read/list-versions-at'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { normalizeGitUrl } from '@/lib/repo-data/git-address'
import { isPathRelated } from '@/lib/repo-data/repo-path'
import type { SyncContext } from '@/lib/sync/context'
import type { PipelineItem, PipelineView } from '@/lib/views/pipeline'

/** Imports of one pipeline that are joined; the others are like those of repositories that are not connected. */
const MAX_IMPORTS = 500

/** Where an import came from: a commit of a connected repository, and the version of a model whose path it is. */
export type Imported = {
  readonly repo: string
  readonly commit: string
  readonly version: VersionAt | null
}

/**
 * Finds where the imports of a pipeline came from (lineage.md, section 9). Null for a repository that is not connected, and
 * for one that the viewer may not see.
 */
export async function joinImports(
  { config, database }: Pick<SyncContext, 'config' | 'database'>,
  viewer: Viewer,
  pipeline: PipelineView,
): Promise<(dep: PipelineItem) => Imported | null> {
  const visible = config.repos.filter(({ slug }) => canSee(viewer, slug))
  const slugs = new Map(
    visible.flatMap((repo) =>
      listAddresses(repo).map((address) => [normalizeGitUrl(address), repo.slug] as const),
    ),
  )
  const placeOf = ({ repo }: PipelineItem) => {
    const slug = slugs.get(normalizeGitUrl(repo?.url ?? ''))
    return slug === undefined || repo?.revLock == null ? null : { repo: slug, commit: repo.revLock }
  }
  const places = new Map(
    listImports(pipeline).flatMap((dep) => {
      const place = placeOf(dep)
      return place === null ? [] : [[dep, place] as const]
    }),
  )
  const versions = new Map<string, VersionAt[]>()
  for (const one of await listVersionsAt(database, viewer, [...places.values()])) {
    const key = `${one.repo} ${one.commit}`
    versions.set(key, [...(versions.get(key) ?? []), one])
  }
  const found = new Map(
    [...places].map(([dep, place]) => {
      const there = versions.get(`${place.repo} ${place.commit}`) ?? []
      return [dep, { ...place, version: findVersion(there, dep.path ?? '') }]
    }),
  )
  return (dep) => found.get(dep) ?? null
}

function listImports({ roots }: PipelineView): readonly PipelineItem[] {
  const deps = roots.flatMap(({ stages }) => stages.flatMap((stage) => stage.deps))
  return deps.filter(({ kind }) => kind === 'repo').slice(0, MAX_IMPORTS)
}

function findVersion(versions: readonly VersionAt[], wanted: string): VersionAt | null {
  return versions.find(({ path }) => path !== null && isPathRelated(path, wanted)) ?? null
}

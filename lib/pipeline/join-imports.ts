import { listAddresses } from '@/lib/config/list-addresses'
import { listVersionsAt, type VersionAt } from '@/lib/index/read/list-versions-at'
import { listVersionsOf } from '@/lib/index/read/list-versions-of'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { contentKey } from '@/lib/registry/data-key'
import { normalizeGitUrl } from '@/lib/repo-data/git-address'
import { groupBy } from '@/lib/repo-data/group-by'
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
  /** Without such a version: the versions in that repository that have the content that was imported. */
  readonly same: readonly VersionAt[]
}

type Import = { readonly dep: PipelineItem; readonly content: string | null }
type Place = Import & { readonly repo: string; readonly commit: string }

/**
 * Finds where the imports of a pipeline came from (lineage.md, section 9). Null for a repository that is not connected, and
 * for one that the viewer may not see.
 */
export async function joinImports(
  { config, database }: Pick<SyncContext, 'config' | 'database'>,
  viewer: Viewer,
  pipeline: PipelineView,
): Promise<(dep: PipelineItem) => Imported | null> {
  const places = listPlaces(
    config.repos.filter(({ slug }) => canSee(viewer, slug)),
    pipeline,
  )
  const contents = places.flatMap(({ repo, content }) =>
    content === null ? [] : [{ repo, content }],
  )
  const [atCommits, ofContents] = await Promise.all([
    listVersionsAt(database, viewer, places),
    listVersionsOf(database, viewer, contents),
  ])
  const byCommit = groupBy(atCommits, ({ repo, commit }) => `${repo} ${commit}`)
  const byContent = groupBy(ofContents, ({ repo, content }) => `${repo} ${content}`)
  const found = new Map(
    places.map(({ dep, content, repo, commit }) => {
      const there = byCommit.get(`${repo} ${commit}`) ?? []
      const version = findVersion(there, dep.path ?? '')
      const same = version === null ? (byContent.get(`${repo} ${content}`) ?? []) : []
      return [dep, { repo, commit, version, same }]
    }),
  )
  return (dep) => found.get(dep) ?? null
}

function listPlaces(
  repos: SyncContext['config']['repos'],
  pipeline: PipelineView,
): readonly Place[] {
  const slugs = new Map(
    repos.flatMap((repo) =>
      listAddresses(repo).map((address) => [normalizeGitUrl(address), repo.slug] as const),
    ),
  )
  return listImports(pipeline).flatMap((one) => {
    const { url = '', revLock = null } = one.dep.repo ?? {}
    const repo = slugs.get(normalizeGitUrl(url))
    return repo === undefined || revLock === null ? [] : [{ ...one, repo, commit: revLock }]
  })
}

/** The imports and datasets of repositories. An import has the key of the content that its one output has. */
function listImports({ roots }: PipelineView): readonly Import[] {
  const all = roots.flatMap(({ stages }) =>
    stages.flatMap(({ deps, outs }) =>
      deps.map((dep) => ({ dep, content: dep.kind === 'repo' ? contentKey(outs[0]?.hash) : null })),
    ),
  )
  return all.filter(({ dep }) => dep.repo !== undefined).slice(0, MAX_IMPORTS)
}

function findVersion(versions: readonly VersionAt[], wanted: string): VersionAt | null {
  return versions.find(({ path }) => path !== null && isPathRelated(path, wanted)) ?? null
}

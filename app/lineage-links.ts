import { modelHref } from '@/components/model/model-href'
import { getConfig } from '@/lib/config/get-config'
import { getDatabase } from '@/lib/database/get-database'
import { contentKey } from '@/lib/dvc/data-key'
import { listVersionsAt, type VersionAt } from '@/lib/index/read/list-versions-at'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import type { ImportSource, LineageLinks } from '@/lib/lineage/open-graph'
import { normalizeGitUrl } from '@/lib/repo-data/git-address'
import { isPathRelated } from '@/lib/repo-data/repo-path'
import type { PipelineItem, PipelineView } from '@/lib/views/pipeline'
import { buildFileHref } from './forge-links'
import { hrefWith } from './search-params'

/** Imports of one pipeline that are joined with other repositories; the others lead to their URL. */
const MAX_IMPORTS = 500

/**
 * Where the nodes of a pipeline lead to: the forge, the pages of contents, and the repositories that imports came from.
 * A repository that the viewer may not see is like one that is not connected (lineage.md, section 9).
 */
export async function findLineageLinks(
  viewer: Viewer,
  { repo, pipeline }: { readonly repo: string; readonly pipeline: PipelineView },
): Promise<LineageLinks> {
  const slugs = new Map(
    getConfig()
      .repos.filter(({ slug }) => canSee(viewer, slug))
      .map(({ slug, remote }) => [normalizeGitUrl(remote), slug]),
  )
  const slugOf = (dep: PipelineItem) => slugs.get(normalizeGitUrl(dep.repo?.url ?? ''))
  const places = listImports(pipeline).flatMap((dep) => {
    const [slug, commit] = [slugOf(dep), dep.repo?.revLock]
    return slug === undefined || commit == null ? [] : [{ repo: slug, commit }]
  })
  const versions = await listVersionsAt(getDatabase(), viewer, places)
  return {
    file: buildFileHref(repo, pipeline.commit),
    data: (hash) => dataHref(contentKey(hash)),
    source: (dep) => {
      const slug = slugOf(dep)
      return slug === undefined ? null : buildSource(slug, dep, versions)
    },
  }
}

/** The page of what is known of a content; null without one. */
export function dataHref(key: string | null): string | null {
  return key === null ? null : `/data/${encodeURIComponent(key)}`
}

/** The page of a version's lineage. */
export function lineageHref(at: { repo: string; model: string; version: string }): string {
  const model = modelHref({ repo: at.repo, name: at.model })
  return hrefWith(model, { tab: 'lineage', version: at.version })
}

function listImports({ roots }: PipelineView): readonly PipelineItem[] {
  const deps = roots.flatMap(({ stages }) => stages.flatMap((stage) => stage.deps))
  return deps.filter(({ kind }) => kind === 'repo').slice(0, MAX_IMPORTS)
}

/** The version of a model whose path was imported, else the pipeline at the commit. */
function buildSource(
  slug: string,
  { path, repo }: PipelineItem,
  versions: readonly VersionAt[],
): ImportSource {
  const found = versions.find(
    (one) =>
      one.repo === slug &&
      one.commit === repo?.revLock &&
      one.path !== null &&
      isPathRelated(one.path, path ?? ''),
  )
  if (found !== undefined) {
    const version = { model: found.model, name: found.version }
    return { repo: slug, version, href: lineageHref(found) }
  }
  const commit = repo?.revLock ?? null
  const href = hrefWith(`/repos/${encodeURIComponent(slug)}`, { tab: 'pipeline', commit })
  return { repo: slug, version: null, href }
}

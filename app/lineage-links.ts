import { dataHref } from '@/components/data/data-href'
import { modelHref } from '@/components/model/model-href'
import { hrefWith } from '@/components/ui/href-with'
import { getConfig } from '@/lib/config/get-config'
import { getDatabase } from '@/lib/database/get-database'
import type { Viewer } from '@/lib/index/read/viewer'
import type { LineageLinks } from '@/lib/lineage/open-graph'
import { type Imported, joinImports } from '@/lib/pipeline/join-imports'
import { contentKey } from '@/lib/registry/data-key'
import type { PipelineView } from '@/lib/views/pipeline'
import { buildFileHref, findForgeLinks } from './forge-links'

/** Where the nodes of a pipeline lead to: the forge, the pages of contents, and the repositories that imports came from. */
export async function findLineageLinks(
  viewer: Viewer,
  { repo, pipeline }: { readonly repo: string; readonly pipeline: PipelineView },
): Promise<LineageLinks> {
  const findImport = await joinImports(
    { config: getConfig(), database: getDatabase() },
    viewer,
    pipeline,
  )
  return {
    file: buildFileHref(repo, pipeline.commit),
    changes: (from) => findForgeLinks(repo)?.compare(from, pipeline.commit).url ?? null,
    data: (hash) => findDataHref(contentKey(hash)),
    source: (dep) => {
      const found = findImport(dep)
      const same = found?.same.map((one) => ({ ...one, href: lineageHref(one) })) ?? []
      return found && { ...found, same, href: sourceHref(found) }
    },
  }
}

/** The page of what is known of a content; null without one. */
export function findDataHref(key: string | null): string | null {
  return key === null ? null : dataHref(key)
}

/** The page of a version's lineage. */
export function lineageHref(at: { repo: string; model: string; version: string }): string {
  const model = modelHref({ repo: at.repo, name: at.model })
  return hrefWith(model, { tab: 'lineage', version: at.version })
}

/** The page of a repository's pipeline at a commit; null: at the head of its default branch. */
export function pipelineHref(repo: string, commit: string | null): string {
  return hrefWith(`/repos/${encodeURIComponent(repo)}`, { tab: 'pipeline', commit })
}

function sourceHref({ repo, commit, version, same }: Imported): string {
  const shown = version ?? same[0] ?? null
  return shown === null ? pipelineHref(repo, commit) : lineageHref(shown)
}

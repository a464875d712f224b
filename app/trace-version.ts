import { getDatabase } from '@/lib/database/get-database'
import { listDescendants } from '@/lib/index/read/list-descendants'
import type { Resolution } from '@/lib/index/read/resolve-version'
import type { Viewer } from '@/lib/index/read/viewer'
import { buildLineage } from '@/lib/lineage/build-lineage'
import type { LineageSwitches } from '@/lib/lineage/open-graph'
import { versionKey } from '@/lib/registry/data-key'
import type { LineageView } from '@/lib/views/lineage'
import type { ModelDetailView } from '@/lib/views/model'
import type { PipelineView } from '@/lib/views/pipeline'
import { addressesOf } from './addresses-of'
import { findForgeLinks } from './forge-links'
import { findDataHref, findLineageLinks, lineageHref } from './lineage-links'
import { readClaims } from './read-claims'
import { findVersionChanges } from './version-changes'

type Found = Pick<
  Extract<Resolution, { readonly kind: 'found' }>,
  'version' | 'commit' | 'committedAt' | 'author' | 'path' | 'hash' | 'size' | 'card'
>

type Traced = {
  readonly model: ModelDetailView
  readonly found: Found
  readonly pipeline: PipelineView
  readonly switches: LineageSwitches
  /** The page of the version. */
  readonly href: string
  /** Whether what was made from it is shown: of the past that is not known. */
  readonly users: 'of-now' | 'none'
}

/** The lineage of a version of a model with its stages, what was made from it, and links. */
export async function traceVersion(
  viewer: Viewer,
  { model, found, pipeline, switches, href, users: shown }: Traced,
): Promise<LineageView> {
  const { path, hash, size, version, commit, author, committedAt } = found
  const { repo } = model
  const holders = model.stageOrder.filter((stage) =>
    model.stages[stage]?.some((holder) => holder.version === version),
  )
  const commitHref = findForgeLinks(repo)?.commit(commit).url ?? null
  const [links, users, changes, claimed] = await Promise.all([
    findLineageLinks(viewer, { repo, pipeline }),
    shown === 'of-now' ? listUsers(viewer, repo, found) : [],
    findVersionChanges(viewer, model, found),
    readClaims(viewer, { repo, card: found.card }),
  ])
  const content = findDataHref(versionKey(found))
  const made = { author, committedAt, commitHref, changes }
  const traced = { path, hash, size, version, commit, ...made, holders, href, users, ...claimed }
  return buildLineage(pipeline, { ...traced, dataHref: content }, { ...switches, links })
}

/** The versions that were made from this one. */
async function listUsers(viewer: Viewer, repo: string, found: Found) {
  const { path, commit } = found
  const key = versionKey(found)
  const from = {
    keys: key === null ? [] : [key],
    sources: [{ repo, commit, path }],
    addressesOf,
  }
  const { items } = await listDescendants(getDatabase(), viewer, from, 'next')
  return items.map((item) => ({ ...item, href: lineageHref(item) }))
}

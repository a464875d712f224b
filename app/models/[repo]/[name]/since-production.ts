import { compareHref } from '@/components/compare/version-ref'
import { getConfig } from '@/lib/config/get-config'
import { getDatabase } from '@/lib/database/get-database'
import { findVersion } from '@/lib/index/read/find-version'
import { buildCompared } from '@/lib/index/read/version-view'
import type { Viewer } from '@/lib/index/read/viewer'
import { compareVersions, type VersionDifference } from '@/lib/registry/compare-versions'
import type { ModelDetailView } from '@/lib/views/model'
import { findProduction } from './held-stages'

/** What the latest version would change in production. */
export type SinceProduction = {
  /** The page that compares the two in full. */
  readonly href: string
  readonly difference: VersionDifference
}

/** Metrics and params that are listed; the comparison has all. */
const MAX_CHANGES = 20

/** What the latest version would change; null where production is empty or holds it already. */
export async function findSinceProduction(
  viewer: Viewer,
  model: ModelDetailView,
): Promise<SinceProduction | null> {
  const { repo, name, latest } = model
  const held = findProduction(model)
  if (held === undefined || latest === null || held.version === latest.version) return null
  const named = { repo, name }
  const [from, to] = await Promise.all(
    [held.version, latest.version].map((version) =>
      findVersion(getDatabase(), viewer, { ...named, version }),
    ),
  )
  if (!from || !to) return null
  const rules = { most: MAX_CHANGES, directions: getConfig().metrics }
  return {
    href: compareHref({ ...named, version: from.version }, { ...named, version: to.version }),
    difference: compareVersions(buildCompared(from), buildCompared(to), rules),
  }
}

import { compareHref } from '@/components/compare/version-ref'
import { getConfig } from '@/lib/config/get-config'
import { getDatabase } from '@/lib/database/get-database'
import { findVersion } from '@/lib/index/read/find-version'
import { buildCompared } from '@/lib/index/read/version-view'
import type { Viewer } from '@/lib/index/read/viewer'
import { compareVersions, type VersionDifference } from '@/lib/registry/compare-versions'
import { isProduction } from '@/lib/search/production'
import type { ModelDetailView } from '@/lib/views/model'

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
  { repo, name, stages, latest }: ModelDetailView,
): Promise<SinceProduction | null> {
  const stage = Object.keys(stages).find(isProduction)
  const held = stage === undefined ? undefined : stages[stage]?.[0]
  if (held === undefined || latest === null || held.version === latest.version) return null
  const model = { repo, name }
  const [from, to] = await Promise.all(
    [held.version, latest.version].map((version) =>
      findVersion(getDatabase(), viewer, { ...model, version }),
    ),
  )
  if (!from || !to) return null
  const rules = { most: MAX_CHANGES, directions: getConfig().metrics }
  return {
    href: compareHref({ ...model, version: from.version }, { ...model, version: to.version }),
    difference: compareVersions(buildCompared(from), buildCompared(to), rules),
  }
}

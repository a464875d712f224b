import { formatFlowsVersion, MODEL, measurePages, withFlowsServer } from './flows-server'
import { buildP95Row } from './measure'
import type { Row } from './table'

/** What a page has that was answered in full. */
const PART = 'lineage-node'

/** The first ones are asked for before the measurement. */
const VERSIONS = 45
const WARM_VERSIONS = 5

/** Most milliseconds at the 95th percentile. */
const STORED_MS = 100
const NEW_MS = 500

/** The lineage page of one version after the other: first with commits that were never read, then with the same commits. */
export async function measureLineage(): Promise<readonly Row[]> {
  return await withFlowsServer({ versions: VERSIONS }, async (url) => {
    const pages = Array.from({ length: VERSIONS }, (_, at) => `${url}${formatPage(at)}`)
    await measurePages(pages.slice(0, WARM_VERSIONS), PART)
    const measured = pages.slice(WARM_VERSIONS)
    return [
      buildP95Row('lineage page, not stored', await measurePages(measured, PART), NEW_MS),
      buildP95Row('lineage page, stored', await measurePages(measured, PART), STORED_MS),
    ]
  })
}

function formatPage(at: number): string {
  return `/models/flows/${MODEL}?tab=lineage&version=${formatFlowsVersion(at)}`
}

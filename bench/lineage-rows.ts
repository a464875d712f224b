import { formatFlowsVersion, MODEL, withFlowsServer } from './flows-server'
import { percentile, time } from './measure'
import { formatMs, type Row } from './table'

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
    await measurePages(pages.slice(0, WARM_VERSIONS))
    const measured = pages.slice(WARM_VERSIONS)
    return [
      buildRow('not stored', await measurePages(measured), NEW_MS),
      buildRow('stored', await measurePages(measured), STORED_MS),
    ]
  })
}

async function measurePages(pages: readonly string[]): Promise<readonly number[]> {
  const samples: number[] = []
  for (const page of pages) samples.push((await time(() => fetchLineage(page))).ms)
  return samples
}

async function fetchLineage(page: string): Promise<void> {
  const answer = await fetch(page)
  const html = await answer.text()
  if (!answer.ok || !html.includes('lineage-node')) throw new Error(`${page}: ${answer.status}`)
}

function buildRow(what: string, samples: readonly number[], limit: number): Row {
  const p95 = percentile(samples, 0.95)
  return {
    what: `lineage page, ${what}`,
    measured: `p50 ${formatMs(percentile(samples, 0.5))}, p95 ${formatMs(p95)}`,
    against: null,
    ratio: null,
    target: { kind: 'at-most', limit, value: p95, unit: 'ms p95' },
  }
}

function formatPage(at: number): string {
  return `/models/flows/${MODEL}?tab=lineage&version=${formatFlowsVersion(at)}`
}

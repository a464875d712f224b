import { formatFlowsVersion, MODEL, measurePages, withFlowsServer } from './flows-server'
import { buildP95Row } from './measure'
import type { Row } from './table'

/** What a page has that was answered in full. */
const PART = 'diff-lines'

/** The first ones are asked for before the measurement. */
const VERSIONS = 46
const WARM = 5

/** Files that each version changes, their lines, and every how many of these are changed. */
const FILES = 20
const LINES = 200
const EVERY = 20

/** Most milliseconds at the 95th percentile. */
const STORED_MS = 150
const NEW_MS = 1_000

/** The page that compares a version with the next one, with all differences of the code: first of commits of which the newer
 *  one was never read, then of the same commits. */
export async function measureCompare(): Promise<readonly Row[]> {
  return await withFlowsServer({ versions: VERSIONS, listFiles }, async (url) => {
    const pages = Array.from({ length: VERSIONS - 1 }, (_, at) => `${url}${formatPage(at)}`)
    await measurePages(pages.slice(0, WARM), PART)
    const measured = pages.slice(WARM)
    return [
      buildP95Row('compare page, not stored', await measurePages(measured, PART), NEW_MS),
      buildP95Row('compare page, stored', await measurePages(measured, PART), STORED_MS),
    ]
  })
}

function listFiles(version: number) {
  return Array.from(
    { length: FILES },
    (_, at) => [`src/step_${at}.py`, formatCode(version)] as const,
  )
}

function formatCode(version: number): string {
  const lines = Array.from({ length: LINES }, (_, at) => {
    const value = at % EVERY === 0 ? version : 0
    return `def step_${at}(rows, rate=${value}.5):  # of the features\n    return [row * rate for row in rows]`
  })
  return `${lines.join('\n')}\n`
}

function formatPage(at: number): string {
  const ref = (version: number) => `flows/${MODEL}@${formatFlowsVersion(version)}`
  return `/compare?from=${ref(at)}&to=${ref(at + 1)}&files=all`
}

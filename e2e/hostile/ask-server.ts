import type { RepoView } from '@/lib/views/repo'
import { asAdmin } from '../admin-token'
import { MODEL } from './attack'
import { asProgram } from './prepare-server'
import { MAX_BYTES } from './read-answers'

const BRIEF_MS = 60_000
/** A dry run may wait until a repository has been read. */
const DRY_RUN_MS = 200_000

const brief = () => ({ headers: asAdmin, signal: AbortSignal.timeout(BRIEF_MS) })

export async function requestSync(url: string, slug: string): Promise<void> {
  const asked = `${url}/api/v1/repos/${slug}/sync`
  const { status } = await fetch(asked, { ...brief(), headers: asProgram, method: 'POST' })
  if (status !== 202) throw new Error(`${asked}: ${status}`)
}

/** The version in production; null where the repository has none. */
export async function resolveStage(url: string, slug = 'good'): Promise<string | null> {
  const path = `/api/v1/models/${slug}/${MODEL}/resolve?stage=production`
  const response = await fetch(url + path, brief())
  return response.ok ? (await response.json()).version : null
}

/** Null while the repository waits or is read. */
export async function findSettled(url: string, slug: string): Promise<RepoView | null> {
  const response = await fetch(`${url}/api/v1/repos`, brief())
  const { items }: { items: readonly RepoView[] } = await response.json()
  const repo = items.find((one) => one.slug === slug)
  return repo?.status === 'ok' || repo?.status === 'failed' ? repo : null
}

/** The status of a dry run that would put the repository's first version into a stage. Throws where the answer is too
 *  long. */
export async function runDry(url: string, slug: string, command: 'assign'): Promise<number> {
  const response = await fetch(`${url}/api/v1/models/${slug}/${MODEL}/commands?dryRun=true`, {
    ...{ method: 'POST', signal: AbortSignal.timeout(DRY_RUN_MS) },
    headers: { ...asAdmin, 'content-type': 'application/json' },
    body: JSON.stringify({ command, version: 'v1.0.0', stage: 'staging' }),
  })
  const { length } = await response.text()
  if (length > MAX_BYTES) throw new Error(`a dry run of ${length} characters`)
  return response.status
}

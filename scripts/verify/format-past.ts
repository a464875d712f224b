import type { RegistryArtifact } from '@/lib/registry/artifact'
import { hashMoments, hashState } from '@/lib/registry/state-hash'
import { deriveTimeline } from '@/lib/registry/timeline'
import type { VerifiedRepo } from '@/lib/sync/verify-repo'
import { formatColumns } from './format-report'

type Past = { readonly name: string; readonly hash: string; readonly cells: readonly string[] }

/** What the program prints of an instant in Unix seconds: every model with a tag by then, who held its stages, and hashes. */
export function formatPast({ url, derived }: VerifiedRepo, at: number): string {
  const models = [...derived.artifacts]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((artifact) => findPast(artifact, derived.holderRule, at) ?? [])
  const rows = models.map(({ name, cells, hash }) => [name, ...cells, hash])
  const shown = new Date(at * 1000).toISOString().replace('.000', '')
  return [
    `${url}\nat ${shown}`,
    formatColumns([['MODEL', 'LATEST', 'STAGES', 'STATE'], ...rows]),
    `state ${hashState(models.map(({ name, hash }) => ({ name: name as never, hash })))}\n`,
  ].join('\n\n')
}

function findPast(
  artifact: RegistryArtifact,
  rule: VerifiedRepo['derived']['holderRule'],
  at: number,
): Past | null {
  const { name, events } = artifact
  const { moments } = deriveTimeline(
    name,
    events.map(({ tag }) => tag),
    rule,
  )
  const index = moments.findLastIndex(({ since }) => since <= at)
  const moment = moments[index]
  const hash = hashMoments(name, events, moments)[index]
  if (moment === undefined || hash === undefined) return null
  const held = moment.holders.map(({ stage, version }) => `${stage}=${version.name}`)
  return { name, hash, cells: [moment.latest?.version.name ?? '-', held.join(', ') || '-'] }
}

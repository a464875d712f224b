import { hashState, listMoments } from '@/lib/registry/state-hash'
import type { VerifiedRepo } from '@/lib/sync/verify-repo'
import { formatColumns } from './format-report'

/** What the program prints of an instant in Unix seconds: every model with a tag by then, who held its stages, and hashes. */
export function formatPast({ url, derived }: VerifiedRepo, at: number): string {
  const models = [...derived.artifacts]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((artifact) => {
      const moments = listMoments(artifact, derived.holderRule)
      const moment = moments.findLast(({ since }) => since <= at)
      return moment === undefined ? [] : [{ name: artifact.name, ...moment }]
    })
  const rows = models.map(({ name, latest, holders, hash }) => {
    const held = holders.map(({ stage, version }) => `${stage}=${version.name}`)
    return [name, latest?.version.name ?? '-', held.join(', ') || '-', hash]
  })
  return [
    `${url}\nat ${new Date(at * 1000).toISOString().replace('.000', '')}`,
    formatColumns([['MODEL', 'LATEST', 'STAGES', 'STATE'], ...rows]),
    `state ${hashState(models)}\n`,
  ].join('\n\n')
}

import type { EventProof } from '@/lib/index/write/event-proof'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { VerifiedRepo } from '@/lib/sync/verify-repo'

const NOTHING = '-'

/** What the program prints: models, tags that are not what they should be, the state hash. */
export function formatReport(repo: VerifiedRepo): string {
  const { artifacts, ignored } = repo.derived
  const head = repo.head ? `${repo.head.branch} ${repo.head.commit}` : 'no branch'
  const bad = listBadTags(repo)
  const parts = [
    `${repo.url}\n${head}`,
    formatModels(repo),
    formatCounts([...repo.derived.proofs.values()], ignored.length),
    bad.length === 0 ? 'No signature is bad.' : `Bad tags\n${formatColumns(bad)}`,
    `state ${repo.stateHash}`,
  ]
  return artifacts.length === 0
    ? `${parts[0]}\n\n${parts.slice(2).join('\n\n')}\n`
    : `${parts.join('\n\n')}\n`
}

/** Tags with a signature that proves nothing, and those that do not count without one: name, verdict, signer, key. */
export function listBadTags({ derived }: VerifiedRepo): readonly (readonly string[])[] {
  return [...derived.proofs]
    .filter(([, proof]) => isBad(proof))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([tag, { verdict, rejected }]) => [
      ...[`  ${tag}`, verdict.why ? `${verdict.status} (${verdict.why})` : verdict.status],
      ...[
        verdict.signer ?? NOTHING,
        verdict.key ?? NOTHING,
        rejected ? 'does not count' : 'counts',
      ],
    ])
}

function isBad({ verdict, rejected }: EventProof): boolean {
  return rejected || (verdict.status !== 'good' && verdict.status !== 'unsigned')
}

function formatModels({ derived }: VerifiedRepo): string {
  const shown = [...derived.artifacts].sort((a, b) => (a.name < b.name ? -1 : 1))
  const held = new Set(shown.flatMap((artifact) => [...artifact.stages.keys()]))
  const others = [...held].filter((stage) => !derived.stageOrder.includes(stage)).sort()
  const stages = [...derived.stageOrder.filter((stage) => held.has(stage as never)), ...others]
  const rows = shown.map((artifact) => [
    ...[artifact.name, artifact.latest?.name ?? NOTHING],
    ...stages.map((stage) => formatHolders(artifact, stage)),
    artifact.deprecated ? 'deprecated' : '',
  ])
  return formatColumns([['MODEL', 'LATEST', ...stages, ''], ...rows])
}

function formatHolders(artifact: RegistryArtifact, stage: string): string {
  const holders = artifact.stages.get(stage as never) ?? []
  const names = holders.map(({ version }) =>
    version.name === version.commit ? version.commit.slice(0, 7) : version.name,
  )
  return names.join(', ') || NOTHING
}

function formatCounts(proofs: readonly EventProof[], ignored: number): string {
  const counts = new Map<string, number>()
  for (const { verdict } of proofs) {
    counts.set(verdict.status, (counts.get(verdict.status) ?? 0) + 1)
  }
  const words = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => `${count} ${word}`)
  const all = `${proofs.length} registry tags${words.length > 0 ? `: ${words.join(', ')}` : ''}`
  return `${all}\n${ignored} other or ignored tags`
}

/** Rows as columns of one width each. */
export function formatColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, cell.length)
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

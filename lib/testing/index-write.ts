import type { EventProof } from '@/lib/index/write/event-proof'
import type { IndexWrite } from '@/lib/index/write/index-write'
import type { RegistryArtifact } from '@/lib/registry/artifact'

/** What a sync of the repository `ml` would write; empty but for what is given. */
export function buildIndexWrite(write: Partial<IndexWrite> = {}): IndexWrite {
  const slug = write.slug ?? 'ml'
  return {
    slug,
    url: `https://git.example.com/${slug}.git`,
    refsHash: 'refs-1',
    derivation: 'code/branches',
    head: null,
    stageOrder: ['dev', 'prod'],
    syncedAt: new Date('2024-01-01T00:00:00Z'),
    artifacts: [],
    proofs: buildProofs(write.artifacts ?? []),
    staleLineage: new Set(),
    holderRule: { versionsPerStage: 'one', stages: null },
    joinOwners: (owners) => owners,
    removedArtifacts: [],
    ignored: [],
    problems: [],
    data: [],
    seen: { repository: slug, since: new Date('2024-01-01T00:00:00Z'), tags: [], look: 'first' },
    ...write,
  }
}

/** Nothing is proven of any event. */
export function buildProofs(
  artifacts: readonly RegistryArtifact[],
): ReadonlyMap<string, EventProof> {
  const tags = artifacts.flatMap((one) => [...one.events, ...one.rejected]).map(({ tag }) => tag)
  return new Map(
    tags.map(({ name, signature: format }) => {
      const status = format === null ? 'unsigned' : 'unsupported'
      const verdict = { status, format, signer: null, key: null, why: null } as const
      const said = { actor: null, approvers: [], reason: null }
      return [name, { verdict, policy: 'warn', rejected: false, anomalies: [], ...said }]
    }),
  )
}

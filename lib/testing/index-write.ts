import type { IndexWrite } from '@/lib/index/write-index'

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
    removedArtifacts: [],
    ignored: [],
    problems: [],
    ...write,
  }
}

import { deriveHistory } from '@/lib/insights/derive-history'
import { buildPackedHistory } from '@/lib/insights/pack-history'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { Row } from './derived-row'
import type { IndexWrite } from './index-write'

/** What insights count of an artifact. */
export function buildHistoryRow(
  { slug, proofs, holderRule }: Pick<IndexWrite, 'slug' | 'proofs' | 'holderRule'>,
  artifact: RegistryArtifact,
): Row {
  const isUnsigned = (tag: string) => proofs.get(tag)?.verdict.status === 'unsigned'
  const history = deriveHistory(artifact, holderRule, isUnsigned)
  return { repo: slug, artifact: artifact.name, history: buildPackedHistory(history) }
}

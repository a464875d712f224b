import type { ComparedFact } from '@/lib/views/comparison'
import type { VersionView } from '@/lib/views/model'
import { findChange } from './compare-values'

type Facts = Pick<
  VersionView,
  'type' | 'description' | 'labels' | 'path' | 'hash' | 'size' | 'card'
>

/** What the annotations say, the content of the models, and their cards. A fact that both lack is left out. */
export function compareFacts(from: Facts, to: Facts): readonly ComparedFact[] {
  const [before, after] = [listFacts(from), listFacts(to)]
  return NAMES.flatMap((name) => {
    const [old, current] = [before[name], after[name]]
    if (old === null && current === null) return []
    const change = findChange(old ?? undefined, current ?? undefined, Object.is)
    return [{ name, change, from: old, to: current }]
  })
}

const NAMES = ['type', 'description', 'labels', 'path', 'size', 'hash', 'card'] as const

function listFacts(facts: Facts): Readonly<Record<(typeof NAMES)[number], string | null>> {
  const { type, description, labels, path, hash, size, card } = facts
  return {
    type,
    description: description === '' ? null : description,
    labels: labels.length === 0 ? null : labels.toSorted().join(', '),
    path,
    size: size === null ? null : String(size),
    hash,
    card: card && `${card.path} git:${card.oid}`,
  }
}

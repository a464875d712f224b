import type { Preview } from '@/lib/promote/views'
import type { Asked } from './asked'

/** What the confirming button does, named to the version and stage. */
export function confirmLabel(asked: Asked, { tags }: Preview): string {
  const [first, ...others] = tags
  const version = first?.version ?? ''
  switch (asked.kind) {
    case 'assign':
      return others.length > 0
        ? `Promote ${tags.length} models to ${asked.stage}`
        : `Promote ${version} to ${asked.stage}`
    case 'roll-back':
      return `Roll ${asked.stage} back to ${version}`
    case 'unassign':
      return `Take ${version} out of ${asked.stage}`
    case 'register':
      return `Register ${version}`
    case 'deregister':
      return `Deregister ${version}`
    case 'deprecate':
      return `Deprecate ${first?.artifact ?? 'the model'}`
  }
}

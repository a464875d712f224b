import type { Preview } from '@/lib/views/command'
import type { Asked } from './asked'

/** What the confirming button does, named to the version and stage. */
export function confirmLabel(asked: Asked, { tags }: Preview): string {
  const [first] = tags
  const { models } = asked
  const version = first?.version ?? models[0]?.version ?? ''
  switch (asked.kind) {
    case 'assign':
      return models.length > 1
        ? `Promote ${models.length} models to ${asked.stage}`
        : `Promote ${version} to ${asked.stage}`
    case 'roll-back':
      return version === '' ? `Roll ${asked.stage} back` : `Roll ${asked.stage} back to ${version}`
    case 'unassign':
      return `Take ${version} out of ${asked.stage}`
    case 'register':
      return version === '' ? 'Register' : `Register ${version}`
    case 'deregister':
      return `Deregister ${version}`
    case 'deprecate':
      return `Deprecate ${models[0]?.name ?? 'the model'}`
  }
}

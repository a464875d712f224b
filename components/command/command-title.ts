import type { Asked } from './asked'
import { COMMAND_WORDS } from './command-words'

/** The heading of a command: `Promote · churn`. */
export function commandTitle({ kind, models }: Asked): string {
  const { label } = COMMAND_WORDS[kind]
  const [first, ...others] = models
  if (others.length > 0) return `${label} ${models.length} models together`
  return first ? `${label} · ${first.name}` : label
}

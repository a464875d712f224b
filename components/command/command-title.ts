import type { Asked } from './asked'
import { COMMAND_WORDS } from './command-words'

/** The heading of a command: `Promote · churn`. */
export function commandTitle({ kind, models }: Asked): string {
  const { label } = COMMAND_WORDS[kind]
  const [first, ...others] = models
  if (others.length > 0) return `${label} ${models.length} models together`
  return first ? `${label} · ${first.name}` : label
}

/** The same with the repository: models of several repositories may share a name. */
export function commandHeading(asked: Asked): string {
  const repos = [...new Set(asked.models.map(({ repo }) => repo))]
  return repos.length === 0 ? commandTitle(asked) : `${commandTitle(asked)} in ${repos.join(', ')}`
}

import type { CommandView } from '@/lib/views/command'
import { formatVersion } from '../model/format-version'

type Part = CommandView['commands'][number]

/** What a command asks, as a heading: `Promote churn v2.1.0 to production`. */
export function commandSentence(command: Pick<CommandView, 'commands'>): string {
  const [first, ...others] = command.commands
  if (!first) return 'Nothing'
  if (others.length === 0) return askOf(first)
  return `Promote ${command.commands.map(({ artifact }) => artifact).join(', ')} to ${first.stage}`
}

/** What holds once it is done: `churn v2.1.0 is in production`. */
export function doneSentence(command: Pick<CommandView, 'commands'>): string {
  const [first, ...others] = command.commands
  if (!first) return 'Done'
  if (others.length === 0) return doneOf(first)
  return `${command.commands.length} models are in ${first.stage}`
}

function askOf({ kind, artifact, version, stage }: Part): string {
  const model = version ? `${artifact} ${formatVersion(version)}` : artifact
  switch (kind) {
    case 'assign':
      return `Promote ${model} to ${stage}`
    case 'roll-back':
      return `Roll ${stage} of ${artifact} back${version ? ` to ${formatVersion(version)}` : ''}`
    case 'unassign':
      return `Take ${model} out of ${stage}`
    case 'register':
      return version ? `Register ${model}` : `Register a version of ${artifact}`
    case 'deregister':
      return `Deregister ${model}`
    default:
      return `Deprecate ${artifact}`
  }
}

function doneOf({ kind, artifact, version, stage }: Part): string {
  const model = version ? `${artifact} ${formatVersion(version)}` : artifact
  switch (kind) {
    case 'assign':
      return `${model} is in ${stage}`
    case 'roll-back':
      return version ? `${model} is in ${stage} again` : `${stage} of ${artifact} is rolled back`
    case 'unassign':
      return `${model} is out of ${stage}`
    case 'register':
      return version ? `${model} is registered` : `A version of ${artifact} is registered`
    case 'deregister':
      return `${model} is taken back`
    default:
      return `${artifact} is deprecated`
  }
}

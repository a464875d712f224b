import type { CommandView, Preview } from '@/lib/views/command'
import { formatVersion } from '../model/format-version'
import type { CommandForm } from './command-form'

/** The label of the confirming button, with version and stage. */
export function confirmLabel(form: CommandForm, { tags }: Preview): string {
  const [first] = tags
  const { models } = form
  const version = first?.version ?? models[0]?.version ?? ''
  switch (form.kind) {
    case 'assign':
      return models.length > 1
        ? `Promote ${models.length} models to ${form.stage}`
        : `Promote ${version} to ${form.stage}`
    case 'roll-back':
      return version === '' ? `Roll ${form.stage} back` : `Roll ${form.stage} back to ${version}`
    case 'unassign':
      return `Take ${version} out of ${form.stage}`
    case 'register':
      return version === '' ? 'Register' : `Register ${version}`
    case 'deregister':
      return `Deregister ${version}`
    case 'deprecate':
      return `Deprecate ${models[0]?.name ?? 'the model'}`
  }
}

type Part = CommandView['commands'][number]

/** The heading of a command: `Promote churn v2.1.0 to production`. */
export function commandSentence(command: Pick<CommandView, 'commands'>): string {
  const [first, ...others] = command.commands
  if (!first) return 'Nothing'
  if (others.length === 0) return headingOf(first)
  return `Promote ${command.commands.map(({ artifact }) => artifact).join(', ')} to ${first.stage}`
}

/** The result of a command: `churn v2.1.0 is in production`. */
export function doneSentence(command: Pick<CommandView, 'commands'>): string {
  const [first, ...others] = command.commands
  if (!first) return 'Done'
  if (others.length === 0) return resultOf(first)
  return `${command.commands.length} models are in ${first.stage}`
}

function headingOf({ kind, artifact, version, stage }: Part): string {
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

function resultOf({ kind, artifact, version, stage }: Part): string {
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
      return `${model} is deregistered`
    default:
      return `${artifact} is deprecated`
  }
}

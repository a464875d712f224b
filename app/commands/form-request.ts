import type { CommandForm } from '@/components/command/command-form'
import type { CommandRequest } from '@/lib/promote/request/command-request'
import { parseCommand } from '@/lib/promote/request/parse-command'
import type { Refusal } from '@/lib/views/refusal'

type FormedRequest =
  | { readonly kind: 'formed'; readonly request: CommandRequest }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** The command request of a form. */
export function formRequest(
  form: CommandForm,
  { requestId, expected }: Pick<CommandRequest, 'requestId' | 'expected'>,
): FormedRequest {
  const repo = form.models[0]?.repo
  if (repo === undefined) return refuse({ code: 'bad-request', details: { field: 'model' } })
  const many = findManyRepos(form)
  if (many !== null) return refuse(many)
  const commands = []
  for (const { name, version } of form.models) {
    const parsed = parseCommand({ ...partsOf(form), artifact: name, ...versionOf(form, version) })
    if (parsed.kind === 'refused') return parsed
    commands.push(parsed.command)
  }
  const reason = form.reason.trim() || null
  return { kind: 'formed', request: { repo, commands, reason, requestId, expected } }
}

/** One push reaches one repository. */
export function findManyRepos({ models }: CommandForm): Refusal | null {
  const repos = [...new Set(models.map(({ repo }) => repo))]
  return repos.length > 1 ? { code: 'many-repos', details: { repos } } : null
}

function partsOf({ kind, stage, commit }: CommandForm) {
  return { kind, stage, commit }
}

/** A registration increases the latest version or takes the named one. */
function versionOf(form: CommandForm, version: string) {
  if (form.kind !== 'register') return { version, bump: null }
  if (form.step === 'named') return { version: form.newVersion, bump: null }
  return { version: null, bump: form.step === 'patch' ? null : form.step }
}

function refuse(refusal: Refusal): FormedRequest {
  return { kind: 'refused', refusal }
}

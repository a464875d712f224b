import type { Asked } from '@/components/command/asked'
import type { CommandRequest } from '@/lib/promote/request/command-request'
import { parseCommand } from '@/lib/promote/request/parse-command'
import type { Refusal } from '@/lib/views/refusal'

export type FormedRequest =
  | { readonly kind: 'formed'; readonly request: CommandRequest }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** What the panes ask, as the one door to the repositories takes it. */
export function formRequest(
  asked: Asked,
  { requestId, expected }: Pick<CommandRequest, 'requestId' | 'expected'>,
): FormedRequest {
  const repo = asked.models[0]?.repo
  if (repo === undefined) return refuse({ code: 'bad-request', details: { field: 'model' } })
  const many = findManyRepos(asked)
  if (many !== null) return refuse(many)
  const commands = []
  for (const { name, version } of asked.models) {
    const parsed = parseCommand({ ...partsOf(asked), artifact: name, ...versionOf(asked, version) })
    if (parsed.kind === 'refused') return parsed
    commands.push(parsed.command)
  }
  const reason = asked.reason === '' ? null : asked.reason
  return { kind: 'formed', request: { repo, commands, reason, requestId, expected } }
}

/** One push reaches one repository. */
export function findManyRepos({ models }: Asked): Refusal | null {
  const repos = [...new Set(models.map(({ repo }) => repo))]
  return repos.length > 1 ? { code: 'many-repos', details: { repos } } : null
}

function partsOf({ kind, stage, commit }: Asked) {
  return { kind, stage, commit }
}

/** A registration counts on, or takes the version that is named; the first version is counted on from nothing. */
function versionOf(asked: Asked, version: string) {
  if (asked.kind !== 'register') return { version, bump: null }
  if (asked.step === 'named') return { version: asked.newVersion, bump: null }
  return { version: null, bump: asked.step === 'patch' ? null : asked.step }
}

function refuse(refusal: Refusal): FormedRequest {
  return { kind: 'refused', refusal }
}

import { buildLinks } from '@/lib/forge/build-links'
import { FORGE_NAMES, type Forge } from '@/lib/forge/forge'
import { formatCiUrl, formatCommitUrl, formatTagUrl } from '@/lib/forge/format-urls'
import type { CommandEntry, PreparedTag } from '@/lib/journal/commands'
import type { Command } from '@/lib/registry/commands/command'
import { formatPerson } from '@/lib/registry/commands/format-person'
import type { CommandView, WrittenTag } from '@/lib/views/command'
import type { Refusal } from '@/lib/views/refusal'
import type { PromoteContext } from '../context'
import type { CommandOutcome } from '../request/command-request'

type ViewContext = Pick<PromoteContext, 'sync' | 'runtime'>

/** A command as pages and the API show it now. A request past its time has expired, whatever the journal says. */
export function viewCommand({ sync, runtime }: ViewContext, entry: CommandEntry): CommandView {
  const isOver = entry.expiresAt !== null && entry.expiresAt.getTime() < runtime.now().getTime()
  const forge = sync.config.repos.find(({ slug }) => slug === entry.repo)?.forge ?? null
  return {
    id: entry.id,
    repo: entry.repo,
    state: entry.state === 'waiting' && isOver ? 'expired' : entry.state,
    requestedBy: formatPerson(entry.requester),
    requestedAt: entry.requestedAt.toISOString(),
    updatedAt: entry.updatedAt.toISOString(),
    expiresAt: entry.expiresAt?.toISOString() ?? null,
    reason: entry.reason,
    commands: entry.commands.map((command) => viewRequested(command, entry.prepared)),
    tags: entry.prepared.map((prepared) => viewWritten(prepared, forge)),
    approvals: entry.approvals.map(({ by, at, decision, reason, counts }) => ({
      by: formatPerson(by),
      at,
      decision,
      reason,
      counts,
    })),
    approvalsNeeded: entry.approvalsNeeded,
    // What was written came from RefusalCode.
    refusal: entry.refusal as Refusal | null,
    superseded: viewSuperseded(entry, forge),
  }
}

function viewWritten(
  { artifact, tag, oid, commit, guard }: PreparedTag,
  forge: Forge | null,
): WrittenTag {
  const links = forge && {
    forge: FORGE_NAMES[forge.kind],
    tag: formatTagUrl(forge, tag),
    commit: formatCommitUrl(forge, commit),
    ci: formatCiUrl(forge, tag),
  }
  return { artifact, tag, oid, commit, displaces: guard?.tag ?? null, links }
}

function viewSuperseded(
  { superseded }: CommandEntry,
  forge: Forge | null,
): CommandView['superseded'] {
  if (superseded === null) return null
  return { ...superseded, link: forge && buildLinks(forge).tag(superseded.tag) }
}

/** The version that the tag is about, once that is made: a registration counts it, a roll back finds it. */
function viewRequested(
  command: Command,
  prepared: readonly PreparedTag[],
): CommandView['commands'][number] {
  const { artifact, kind } = command
  const made = prepared.find((one) => one.artifact === artifact)?.version ?? null
  return {
    artifact,
    kind,
    version: made ?? ('version' in command ? command.version : null),
    stage: 'stage' in command ? command.stage : null,
  }
}

/** `refused` where nothing was written and nothing will be, for a reason that is told. */
export function answerCommand(context: ViewContext, entry: CommandEntry): CommandOutcome {
  const command = viewCommand(context, entry)
  const { refusal } = command
  return refusal === null ? { kind: 'command', command } : { kind: 'refused', refusal, command }
}

import type { CommandEntry, PreparedTag } from '@/lib/index/commands'
import type { Command } from '@/lib/registry/commands/command'
import { formatPerson } from '@/lib/registry/commands/format-person'
import { parseTagName } from '@/lib/registry/tag-name'
import type { CommandOutcome } from './outcome'
import type { CommandView, Refusal } from './views'

/** A command as pages and the API show it at `now`: a request whose time is over has expired, noticed or not. */
export function formatCommand(entry: CommandEntry, now: Date): CommandView {
  const isOver = entry.expiresAt !== null && entry.expiresAt.getTime() < now.getTime()
  return {
    id: entry.id,
    repo: entry.repo,
    state: entry.state === 'waiting' && isOver ? 'expired' : entry.state,
    requestedBy: formatPerson(entry.requester),
    requestedAt: entry.requestedAt.toISOString(),
    updatedAt: entry.updatedAt.toISOString(),
    expiresAt: entry.expiresAt?.toISOString() ?? null,
    reason: entry.reason,
    commands: entry.commands.map((command) => formatAsked(command, entry.prepared)),
    tags: entry.prepared.map(({ artifact, tag, oid, commit }) => ({ artifact, tag, oid, commit })),
    approvals: entry.approvals.map(({ by, at, decision, reason, counts }) => ({
      ...{ by: formatPerson(by), at, decision, reason, counts },
    })),
    approvalsNeeded: entry.approvalsNeeded,
    // What was written came from RefusalCode.
    refusal: entry.refusal as Refusal | null,
    superseded: entry.superseded,
  }
}

function formatAsked(
  command: Command,
  prepared: readonly PreparedTag[],
): CommandView['commands'][number] {
  const version = 'version' in command ? command.version : null
  return {
    artifact: command.artifact,
    kind: command.kind,
    version: command.kind === 'register' ? (countedVersion(command, prepared) ?? version) : version,
    stage: 'stage' in command ? command.stage : null,
  }
}

/** The version that a registration has got, once its tag is made. */
function countedVersion({ artifact }: Command, prepared: readonly PreparedTag[]): string | null {
  const tag = parseTagName(prepared.find((one) => one.artifact === artifact)?.tag ?? '')
  return tag?.kind === 'registration' ? tag.version : null
}

/** `refused` where nothing was written and nothing will be, for a reason that is told. */
export function formatOutcome(entry: CommandEntry, now: Date): CommandOutcome {
  const command = formatCommand(entry, now)
  const { refusal } = command
  return refusal === null ? { kind: 'command', command } : { kind: 'refused', refusal, command }
}

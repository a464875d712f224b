import type { CommandEntry, PreparedTag } from '@/lib/journal/commands'
import type { Command } from '@/lib/registry/commands/command'
import { formatPerson } from '@/lib/registry/commands/format-person'
import type { CommandView } from '@/lib/views/command'
import type { Refusal } from '@/lib/views/refusal'
import type { CommandOutcome } from '../request/command-request'

/** A command as pages and the API show it at `now`. A request past its time has expired, whatever the journal says. */
export function viewCommand(entry: CommandEntry, now: Date): CommandView {
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
    commands: entry.commands.map((command) => viewRequested(command, entry.prepared)),
    tags: entry.prepared.map(({ artifact, tag, oid, commit }) => ({ artifact, tag, oid, commit })),
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
    superseded: entry.superseded,
  }
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
export function answerCommand(entry: CommandEntry, now: Date): CommandOutcome {
  const command = viewCommand(entry, now)
  const { refusal } = command
  return refusal === null ? { kind: 'command', command } : { kind: 'refused', refusal, command }
}

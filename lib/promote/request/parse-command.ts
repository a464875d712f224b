import { BUMPS, type Command, type CommandKind } from '@/lib/registry/commands/command'
import {
  type ArtifactName,
  parseArtifactName,
  parseCommitSha,
  parseStageName,
  parseVersionName,
} from '@/lib/registry/names'
import type { Refusal } from '@/lib/views/refusal'

/** A command as a form or the API sends it; null and empty are the same. */
export type CommandText = {
  readonly kind: string
  readonly artifact: string
  readonly version: string | null
  readonly stage: string | null
  readonly commit: string | null
  readonly bump: string | null
}

export type ParsedCommand =
  | { readonly kind: 'parsed'; readonly command: Command }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** The command that a text asks; `bad-request` with the field that has not its form. What a command does not take is
 *  not looked at. */
export function parseCommand(text: CommandText): ParsedCommand {
  const artifact = parseArtifactName(text.artifact)
  if (artifact === null) return refuse('artifact')
  switch (text.kind as CommandKind) {
    case 'register':
      return parseRegister(text, artifact)
    case 'assign':
      return parseAssign(text, artifact)
    case 'unassign':
      return parseUnassign(text, artifact)
    case 'roll-back': {
      const stage = parseStageName(text.stage ?? '')
      return stage === null ? refuse('stage') : parsed({ kind: 'roll-back', artifact, stage })
    }
    case 'deregister': {
      const version = parseVersionName(text.version ?? '')
      return version === null
        ? refuse('version')
        : parsed({ kind: 'deregister', artifact, version })
    }
    case 'deprecate':
      return parsed({ kind: 'deprecate', artifact })
    default:
      return refuse('command')
  }
}

function parseAssign(text: CommandText, artifact: ArtifactName): ParsedCommand {
  const version = parseVersionName(text.version ?? '')
  if (version === null) return refuse('version')
  const stage = parseStageName(text.stage ?? '')
  return stage === null ? refuse('stage') : parsed({ kind: 'assign', artifact, version, stage })
}

/** An unregistered commit holds a stage under its id. */
function parseUnassign(text: CommandText, artifact: ArtifactName): ParsedCommand {
  const version = parseVersionName(text.version ?? '') ?? parseCommitSha(text.version ?? '')
  if (version === null) return refuse('version')
  const stage = parseStageName(text.stage ?? '')
  return stage === null ? refuse('stage') : parsed({ kind: 'unassign', artifact, version, stage })
}

function parseRegister(text: CommandText, artifact: ArtifactName): ParsedCommand {
  const commit = parseCommitSha(text.commit ?? '')
  if (commit === null) return refuse('commit')
  const version = text.version ? parseVersionName(text.version) : null
  if (text.version && version === null) return refuse('version')
  const bump = BUMPS.find((one) => one === text.bump) ?? null
  if (text.bump && bump === null) return refuse('bump')
  return parsed({ kind: 'register', artifact, commit, version, bump })
}

function parsed(command: Command): ParsedCommand {
  return { kind: 'parsed', command }
}

function refuse(field: string): ParsedCommand {
  return { kind: 'refused', refusal: { code: 'bad-request', details: { field } } }
}

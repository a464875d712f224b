import type { RegistryArtifact, RegistryVersion } from '../artifact'
import type { EventKind, RegistryEvent } from '../event'
import type { CommitSha, StageName } from '../names'
import type { ParsedTagName } from '../tag-name'
import type { Command } from './command'
import type { CommandRefusal, CommandRefusalCode, RefusalDetails } from './refusal'
import type { TagPlan } from './tag-plan'

/** The tag of a command before its name is chosen. */
export type TagDraft = {
  readonly name: ParsedTagName & { readonly kind: EventKind }
  readonly commit: CommitSha
  /** Null for a deprecation. */
  readonly version: string | null
  readonly subject: string
  /** The assignment that is displaced or cancelled. */
  readonly previous: { readonly event: RegistryEvent; readonly version: string } | null
}

export type Drafted =
  | { readonly kind: 'drafted'; readonly draft: TagDraft }
  | { readonly kind: 'refused'; readonly refusal: CommandRefusal }

export type CommandOf<Kind extends Command['kind']> = Extract<Command, { readonly kind: Kind }>

/** The input of deciding a command. */
export type RegistrySide = {
  readonly artifact: RegistryArtifact
  /** The stages that `.gto` allows; null: all. */
  readonly allowedStages: readonly StageName[] | null
}

export function refuse(
  code: CommandRefusalCode,
  details: RefusalDetails,
): { readonly kind: 'refused'; readonly refusal: CommandRefusal } {
  return { kind: 'refused', refusal: { code, details } }
}

export function listNamed(artifact: RegistryArtifact, name: string): readonly RegistryVersion[] {
  return artifact.versions.filter((version) => version.name === name)
}

export function buildPrevious(previous: TagDraft['previous']): TagPlan['previous'] {
  if (previous === null) return null
  const { tag } = previous.event
  return { tag: tag.name, oid: tag.oid, version: previous.version }
}

import type { RegistryArtifact } from '../artifact'
import type { StageName } from '../names'
import { chooseTagName } from './choose-tag-name'
import type { Command } from './command'
import { draftAssignment, draftRollBack } from './draft-assignment'
import { draftRegistration } from './draft-registration'
import { draftDeprecation, draftDeregistration, draftUnassignment } from './draft-withdrawal'
import type { CommandRefusal } from './refusal'
import { buildPrevious, type Drafted, refuse, type TagDraft } from './tag-draft'
import type { TagPlan } from './tag-plan'

export type DecideInput = {
  readonly command: Command
  /** Null when no tag and no annotation names it: it can then only be registered. */
  readonly artifact: RegistryArtifact | null
  /**
   * Every tag of the artifact under refs/tags/, including lightweight and unusable ones, and every tag that may
   * conflict with a new name.
   */
  readonly tagNames: readonly string[]
  /** Names of vanished tags of the artifact. A new tag with such a name would count as moved. */
  readonly goneNames?: readonly string[]
  /** The stages that `.gto` allows; null: all. */
  readonly allowedStages: readonly StageName[] | null
  /** Unix seconds. */
  readonly now: number
}

export type Decision =
  | { readonly kind: 'planned'; readonly plan: TagPlan }
  | { readonly kind: 'refused'; readonly refusal: CommandRefusal }

/** The start of a signature. No message may contain it, and GTO's names can. */
const SIGNATURE = '-----BEGIN'

/** The clock of another writer may be this much ahead (seconds). */
const MAX_CLOCK_SKEW = 300

/**
 * Decides the tag that executes a command, or why it is impossible: GTO's writing rules with D5, independent of the
 * requester. The effects of GTO's flags (force, delete, a bare commit in a stage) are not offered, and a command
 * without effect is refused.
 */
export function decide(input: DecideInput): Decision {
  const drafted = draftTag(input)
  return drafted.kind === 'refused' ? drafted : planTag(drafted.draft, input)
}

function draftTag({ command, artifact, allowedStages }: DecideInput): Drafted {
  if (command.kind === 'register') return draftRegistration(command, artifact)
  if (artifact === null) return refuse('artifact-unknown', { artifact: command.artifact })
  const side = { artifact, allowedStages }
  switch (command.kind) {
    case 'assign':
      return draftAssignment(command, side)
    case 'roll-back':
      return draftRollBack(command, side)
    case 'unassign':
      return draftUnassignment(command, side)
    case 'deregister':
      return draftDeregistration(command, side)
    case 'deprecate':
      return draftDeprecation(command, side)
  }
}

function planTag(draft: TagDraft, input: DecideInput): Decision {
  const { artifact, tagNames, goneNames, now } = input
  const newest = artifact?.events.at(-1)?.tag ?? null
  if (newest !== null && newest.at.seconds > now + MAX_CLOCK_SKEW) {
    const at = new Date(newest.at.seconds * 1000).toISOString()
    return refuse('tags-in-future', { tag: newest.name, at })
  }
  const chosen = chooseTagName(draft.name, tagNames, goneNames)
  if (chosen.kind === 'refused') {
    return refuse('tag-name-refused', { tag: chosen.tag, why: chosen.why })
  }
  if (draft.subject.includes(SIGNATURE)) {
    return refuse('tag-name-refused', { tag: chosen.tag, why: 'no-message' })
  }
  const ignored = artifact?.rejected.findLast(({ tag }) => tag.at.seconds <= now + MAX_CLOCK_SKEW)
  const last = Math.max(newest?.at.seconds ?? -1, ignored?.tag.at.seconds ?? -1)
  const { name, commit, version, subject } = draft
  const plan: TagPlan = {
    kind: name.kind,
    artifact: name.artifact,
    tag: chosen.tag,
    commit,
    version,
    subject,
    stage: 'stage' in name ? name.stage : null,
    previous: buildPrevious(draft.previous),
    notBefore: last + 1,
  }
  return { kind: 'planned', plan }
}

/** Why a command is impossible for every requester (spec: GTO's writing rules). */
export const COMMAND_REFUSALS = [
  'artifact-unknown',
  'stage-unknown',
  'version-and-bump',
  'bump-without-version',
  'commit-already-registered',
  'commit-has-other-version',
  'version-taken',
  'version-unknown',
  'version-not-registered',
  'version-deregistered',
  'already-in-stage',
  'not-in-stage',
  'already-deregistered',
  'already-deprecated',
  'nothing-to-roll-back-to',
  'tag-name-refused',
  'tags-in-future',
] as const
export type CommandRefusalCode = (typeof COMMAND_REFUSALS)[number]

/** The details of a refusal: names, versions, tags, times. Never a secret. */
export type RefusalDetails = Readonly<Record<string, string | number | null | readonly string[]>>

export type CommandRefusal = { readonly code: CommandRefusalCode; readonly details: RefusalDetails }

import type { ArtifactName, CommitSha, StageName, VersionName } from '../names'

export const BUMPS = ['major', 'minor', 'patch'] as const
export type Bump = (typeof BUMPS)[number]

/** A command on one artifact. Every part was parsed, and none was checked against the registry. */
export type Command = { readonly artifact: ArtifactName } & (
  | {
      readonly kind: 'register'
      readonly commit: CommitSha
      /** At most one of `version` and `bump`; with neither the patch number grows, and the first is v0.0.1. */
      readonly version: VersionName | null
      readonly bump: Bump | null
    }
  | { readonly kind: 'deregister'; readonly version: VersionName }
  | { readonly kind: 'assign'; readonly version: VersionName; readonly stage: StageName }
  | { readonly kind: 'unassign'; readonly version: string; readonly stage: StageName }
  | { readonly kind: 'deprecate' }
  /** Assigns the stage again to the version that held it before the current one. */
  | { readonly kind: 'roll-back'; readonly stage: StageName }
)

export const COMMAND_KINDS = [
  'register',
  'deregister',
  'assign',
  'unassign',
  'deprecate',
  'roll-back',
] as const satisfies readonly Command['kind'][]
export type CommandKind = Command['kind']

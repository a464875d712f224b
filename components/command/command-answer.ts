import type { CommandView, Preview } from '@/lib/views/command'
import type { StageHolderView } from '@/lib/views/model'
import type { Refusal } from '@/lib/views/refusal'
import type { CommandForm } from './command-form'

export type VersionChoice = {
  readonly version: string
  readonly registered: boolean
  readonly active: boolean
  readonly stages: readonly string[]
}

/** The versions and stages of one model to choose from. */
export type ModelChoice = {
  readonly repo: string
  readonly name: string
  /** Newest first. */
  readonly versions: readonly VersionChoice[]
  readonly latest: string | null
  readonly stages: Readonly<Record<string, readonly StageHolderView[]>>
}

export type CommitChoice = {
  readonly commit: string
  readonly subject: string
  readonly author: string
  readonly at: string
  /** Whether it changed the files of the model. */
  readonly touches: boolean
  /** Versions of the model that are registered on it. */
  readonly versions: readonly string[]
}

/** The names of the next version, by the number that is raised. */
export type NextVersions = {
  readonly patch: string
  readonly minor: string
  readonly major: string
}

export type Choices = {
  readonly models: readonly ModelChoice[]
  /** Stages of the repository in display order. */
  readonly stages: readonly string[]
  /** All stages; the position of a stage gives its colour. */
  readonly order: readonly string[]
  /** Only for registering: the branches, and the commits that match the search: those that changed the model first. */
  readonly branches: readonly string[]
  readonly commits: readonly CommitChoice[]
  /** Only for registering; null before the first version. */
  readonly next: NextVersions | null
}

/** The content of the panes: the form with its choices and, once the form is complete, the preview. */
export type CommandAnswer =
  | {
      readonly kind: 'form'
      /** The form, completed with defaults. */
      readonly form: CommandForm
      readonly choices: Choices
      /** Null while the form is incomplete or the command is refused. */
      readonly preview: Preview | null
      /** Why there is no preview. */
      readonly refusal: Refusal | null
      /** When it was computed, in milliseconds. */
      readonly now: number
    }
  /** The command is not possible at all. */
  | { readonly kind: 'refused'; readonly form: CommandForm; readonly refusal: Refusal }

export type ConfirmAnswer =
  | { readonly kind: 'command'; readonly command: CommandView }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** The server actions of the panes. Forms hold the fields of `FIELD`. */
export type CommandActions = {
  readonly preview: (data: FormData) => Promise<CommandAnswer>
  readonly confirm: (data: FormData) => Promise<ConfirmAnswer>
  /** Confirms and redirects to the page of the command, for browsers without scripts. */
  readonly confirmAndShow: (data: FormData) => Promise<void>
}

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

/** What one of the models offers to choose from. */
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
  /** Versions of the model that are registered on it. */
  readonly versions: readonly string[]
}

export type Choices = {
  readonly models: readonly ModelChoice[]
  /** Stages of the repository in display order. */
  readonly stages: readonly string[]
  /** Every stage there is: a stage's place in it gives its colour. */
  readonly order: readonly string[]
  /** Of registering: the branches, and the newest commits that fit the search. */
  readonly branches: readonly string[]
  readonly commits: readonly CommitChoice[]
}

/** What the left pane shows and, where enough was chosen, what would happen. */
export type CommandAnswer =
  | {
      readonly kind: 'form'
      /** With what follows from the rest filled in. */
      readonly form: CommandForm
      readonly choices: Choices
      /** Null while something has to be chosen first, and where nothing can be told. */
      readonly preview: Preview | null
      /** Why nothing can be told. */
      readonly refusal: Refusal | null
      /** When it was computed, in milliseconds. */
      readonly now: number
    }
  /** It cannot be asked at all. */
  | { readonly kind: 'refused'; readonly form: CommandForm; readonly refusal: Refusal }

export type ConfirmAnswer =
  | { readonly kind: 'command'; readonly command: CommandView }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** What the panes ask the server for. Forms hold the fields of `FIELD`. */
export type CommandActions = {
  readonly preview: (data: FormData) => Promise<CommandAnswer>
  readonly confirm: (data: FormData) => Promise<ConfirmAnswer>
  /** Confirms and shows the page of the command: what a form does without scripts. */
  readonly confirmAndShow: (data: FormData) => Promise<void>
}

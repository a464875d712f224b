import type { LineageView } from '@/lib/views/lineage'

/** A version of a model, and what it was made from. */
export type TracedVersion = {
  /** The model's path from the top of the repository, or a URL; null without one. */
  readonly path: string | null
  /** As the index has it: an md5 of DVC, `git:` and a blob's id, or `sha256:` of Git LFS. */
  readonly hash: string | null
  /** Bytes. */
  readonly size: number | null
  readonly version: string
  readonly commit: string
  /** Who wrote the commit; null where its object could not be read. */
  readonly author: { readonly name: string; readonly email: string } | null
  /** ISO 8601 with zone. */
  readonly committedAt: string
  /** The page of the commit on the forge; null where it is not known. */
  readonly commitHref: string | null
  /** The commits that made the content, where no stage does; null where they are not known. */
  readonly changes: VersionChanges | null
  /** The stages that it is in. */
  readonly holders: readonly string[]
  /** The page of the version. */
  readonly href: string
  /** The page of its content; null where nothing can be joined with it. */
  readonly dataHref: string | null
  /** The versions that were made from it, in any repository that the viewer may see. */
  readonly users: readonly VersionUser[]
  /** What its card names. */
  readonly claims: readonly CardClaim[]
  /** Why its card, or what it names, could not be read; null without a card, and where it could. */
  readonly claimsProblem: LineageView['problems'][number] | null
}

/** A base model or a data set that the card of a version names: what the author says, which nothing proves. */
export type CardClaim = {
  readonly kind: 'base-model' | 'data'
  /** As the card writes it. */
  readonly written: string
  /** What is meant by it here; null where nothing is that the viewer may see. */
  readonly known: {
    readonly repo: string
    readonly name: string
    /** In the repository of the version; null in another one, and without a path. */
    readonly path: string | null
    readonly href: string
  } | null
}

/** The commits that changed the path of a version since the previous registered one. */
export type VersionChanges = {
  /** The previous version; null where there is none, and all commits count. */
  readonly since: string | null
  readonly count: number
  /** There are more than are counted. */
  readonly hasMore: boolean
  /** The page of what changed on the forge; null where it is not known. */
  readonly href: string | null
  /** The newest ones. */
  readonly newest: readonly {
    readonly commit: string
    readonly author: string
    readonly subject: string
    readonly href: string | null
  }[]
}

type VersionUser = {
  readonly repo: string
  readonly model: string
  readonly version: string
  /** The stages that it is in. */
  readonly stages: readonly string[]
  /** The page of its lineage. */
  readonly href: string
}

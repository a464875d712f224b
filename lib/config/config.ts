/** What the server was told to do, checked once at start. Read-only afterwards. */

/** Whether a repository may be a path on this machine: `any` when it was named on the command line. */
export type LocalRule =
  | { readonly kind: 'refused' }
  | { readonly kind: 'any' }
  | { readonly kind: 'under'; readonly dir: string }

/** Secrets as text, never as paths: `${file:/path}` in signet.yaml brings a file's content here. */
export type RepoCredentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** `key` and `knownHosts` are the contents of the files that ssh reads, each ending in one newline. */
  | { readonly kind: 'ssh'; readonly key: string; readonly knownHosts: string }

export type RepoConfig = {
  /** Unique, also when case is ignored. */
  readonly slug: string
  /** As written (a relative path made absolute); may hold `user:password@`, so it is not for showing. */
  readonly remote: string
  readonly local: LocalRule
  readonly credentials: RepoCredentials | null
  /** Branches that annotations are read from besides the versions' own commits; null: the remote's HEAD. */
  readonly branches: readonly string[] | null
  readonly pollSeconds: number
}

export type Config = {
  /** Where people reach this server, without a trailing slash; null when not configured. */
  readonly url: string | null
  readonly repos: readonly RepoConfig[]
  readonly stageOrder: readonly string[]
  readonly versionsPerStage: 'one' | 'many'
  /** Absolute. */
  readonly dataDir: string
  /** Null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null
  /** `local`: no signet.yaml exists. */
  readonly mode: 'local' | 'configured'
}

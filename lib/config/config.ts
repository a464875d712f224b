import type { Forge } from '@/lib/forge/forge'
import type { StageRule } from '@/lib/policy/rule'
import type { SCOPES } from './scopes'

/** The configuration of the server, validated once at the start and read-only afterwards. */

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
  /** Principals that may see it; null: every reader. */
  readonly viewers: readonly string[] | null
  /** Where people look at it, as configured or as its address says; null: no links. */
  readonly forge: Forge | null
  /** Other addresses that files of DVC may name it by, without credentials. */
  readonly aliases: readonly string[]
}

/** Where the service account's private key comes from. `text`: the key itself; `agent`: ssh-agent has it. */
export type SigningKey =
  /** Made at the first start, below `dataDir`. */
  | { readonly kind: 'generated' }
  | { readonly kind: 'text'; readonly text: string; readonly passphrase: string | null }
  | { readonly kind: 'agent'; readonly publicKey: string; readonly socket: string }

/** The tagger of the tags that Signet writes, and the key that signs them. */
export type ServiceAccount = {
  readonly name: string
  readonly email: string
  readonly sign: 'ssh' | 'openpgp'
  readonly key: SigningKey
}

/** Absolute paths. The files are read at every sync, so that a changed key ring takes effect without a restart. */
export type Trust = {
  readonly allowedSigners: string | null
  /** One SSH public key or `SHA256:` fingerprint per line. These keys are never trusted, for any date. */
  readonly revokedKeys: string | null
  readonly openpgpKeys: string | null
}

export type AuthProvider =
  | {
      readonly type: 'github' | 'gitlab'
      readonly name: string
      /** A self-hosted GitLab or GitHub Enterprise; null: the public one. */
      readonly issuer: string | null
      readonly clientId: string
      readonly clientSecret: string
      /**
       * Organisations, or groups of GitLab, that count with all groups below them. Other groups do not count, because
       * any person can create one.
       */
      readonly groups: readonly string[]
    }
  | {
      readonly type: 'oidc'
      readonly name: string
      readonly issuer: string
      readonly clientId: string
      readonly clientSecret: string
      /** The claim that lists a person's groups. */
      readonly groupsClaim: string
    }

export type Role = 'viewer' | 'editor' | 'admin'
export type Scope = (typeof SCOPES)[number]

export type ConfiguredToken = {
  readonly name: string
  readonly value: string
  readonly scopes: readonly Scope[]
  readonly repos: 'all' | readonly string[]
  readonly stages: 'all' | readonly string[]
  /**
   * Principals who know the value. A request by the token counts as a request by each of them. Null when no principal
   * is named.
   */
  readonly holders: readonly string[] | null
}

export type Auth = {
  readonly providers: readonly AuthProvider[]
  readonly anonymous: 'none' | 'viewer'
  /** Principals by role. */
  readonly roles: Readonly<Record<Role, readonly string[]>>
  readonly tokens: readonly ConfiguredToken[]
  /** SIGNET_ADMIN_TOKEN, a bearer token of the owner. */
  readonly adminToken: string | null
}

/** Which names and addresses are one person's. */
export type PersonConfig = {
  /** As the person is shown. */
  readonly name: string
  readonly emails: readonly string[]
  readonly names: readonly string[]
}

/** A request for approval that a person of the demo makes, so that a newcomer has one to decide about. */
export type DemoRequest = {
  /** A UUID: it is asked once. */
  readonly id: string
  readonly repo: string
  readonly model: string
  readonly version: string
  readonly stage: string
  readonly reason: string
  readonly requester: { readonly name: string; readonly email: string }
}

export type SignaturePolicy = 'off' | 'warn' | 'require'

export type Config = {
  /** Where people reach this server, without a trailing slash; null when not configured. */
  readonly url: string | null
  readonly repos: readonly RepoConfig[]
  readonly stageOrder: readonly string[]
  readonly versionsPerStage: 'one' | 'many'
  /** By stage; a stage without one may be written by every editor. */
  readonly stageRules: Readonly<Record<string, StageRule>>
  /** Whether a tag without a valid proof counts. Registrations follow `fallback`. */
  readonly signatures: {
    readonly fallback: SignaturePolicy
    readonly stages: Readonly<Record<string, SignaturePolicy>>
  }
  /** Whether more or less of a metric is better, where its name does not say so. */
  readonly metrics: Readonly<Record<string, 'up' | 'down'>>
  /** Names and addresses of people, for owners. */
  readonly people: readonly PersonConfig[]
  readonly serviceAccount: ServiceAccount
  readonly trust: Trust
  readonly auth: Auth
  /** Absolute. */
  readonly dataDir: string
  /** Null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null
  /** `local`: no signet.yaml exists. */
  readonly mode: 'local' | 'configured'
  /** Null unless the demo is served. */
  readonly demoRequest: DemoRequest | null
}

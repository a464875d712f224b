export const FORGE_KINDS = ['github', 'gitlab', 'gitea', 'forgejo', 'bitbucket'] as const

export type ForgeKind = (typeof FORGE_KINDS)[number]

/** The site that shows a repository to people. */
export type Forge = {
  readonly kind: ForgeKind
  /** The repository's page: http or https, without user info, query and a slash at its end. */
  readonly url: string
}

export const FORGE_NAMES = {
  github: 'GitHub',
  gitlab: 'GitLab',
  gitea: 'Gitea',
  forgejo: 'Forgejo',
  bitbucket: 'Bitbucket',
} satisfies Record<ForgeKind, string>

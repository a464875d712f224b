export type Trouble = 'origin' | 'provider' | 'denied' | 'stale' | 'link'

/** The ways to sign in. */
export type SignInWays =
  | {
      readonly kind: 'providers'
      readonly providers: readonly { readonly id: string; readonly name: string }[]
    }
  | { readonly kind: 'local'; readonly link: 'can-print' | 'printed' | 'at-start' }
  | { readonly kind: 'none' }
  /** Signed in without a role. */
  | { readonly kind: 'no-role'; readonly name: string; readonly id: string }

/** The content of the sign-in page. */
export type SignInState = SignInWays & {
  readonly trouble: Trouble | null
  /** The configured address of this server; null if none is configured. */
  readonly ownAddress: string | null
  /** The page to open after signing in. */
  readonly to: string
  readonly reading: 'open' | 'closed'
}

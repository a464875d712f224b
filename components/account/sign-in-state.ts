export type Trouble = 'origin' | 'provider' | 'denied' | 'stale' | 'link'

/** What there is to sign in with. */
export type SignInWays =
  | {
      readonly kind: 'providers'
      readonly providers: readonly { readonly id: string; readonly name: string }[]
    }
  | { readonly kind: 'local'; readonly link: 'can-print' | 'printed' | 'at-start' }
  | { readonly kind: 'none' }
  /** Signed in, and without any role. */
  | { readonly kind: 'no-role'; readonly name: string; readonly id: string }

/** What the sign-in page has to say and to offer. */
export type SignInState = SignInWays & {
  readonly trouble: Trouble | null
  /** Where this server is reached, as it is configured; null where nothing is. */
  readonly ownAddress: string | null
  /** The page to go on to. */
  readonly to: string
  readonly reading: 'open' | 'closed'
}

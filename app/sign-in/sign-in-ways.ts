import type { SignInWays } from '@/components/account/sign-in-state'
import { isOpenLocally } from '@/lib/auth/is-open-locally'
import { listProviders } from '@/lib/auth/provider'
import type { SignedIn } from '@/lib/auth/read-session'
import type { Config } from '@/lib/config/config'

/** The ways to sign in. */
export function signInWays(
  config: Config,
  given: {
    readonly signedIn: SignedIn | null
    readonly requestHeaders: Pick<Headers, 'get'>
    readonly printed: boolean
  },
): SignInWays {
  const { signedIn, requestHeaders, printed } = given
  if (signedIn !== null && signedIn.actor === null) {
    return { kind: 'no-role', name: signedIn.person.name, id: signedIn.person.id }
  }
  if (config.mode === 'local') {
    const canPrint = isOpenLocally(config, requestHeaders)
    return { kind: 'local', link: canPrint ? (printed ? 'printed' : 'can-print') : 'at-start' }
  }
  const providers = listProviders(config).map(({ id, provider }) => ({ id, name: provider.name }))
  return providers.length > 0 ? { kind: 'providers', providers } : { kind: 'none' }
}

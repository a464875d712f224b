import type { Config, RepoConfig } from '@/lib/config/config'
import type { Mirror } from '@/lib/git/mirror'
import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import { readKeyring } from '@/lib/keys/read-keyring'
import type { Keyring } from '@/lib/proof/keyring'
import { formatRegistryRepo } from '@/lib/proof/registry-repo'
import { buildDerivation, type Derivation } from './derivation'

export type Basis = {
  readonly derivation: Derivation
  /** Who is trusted now. */
  readonly keyring: Keyring
  /** Canonical id that tags of the repository are signed for. */
  readonly repository: string
}

/** What the registry of these refs has to be derived with, keys as their files are now. Throws TrustError. */
export async function readDerivation(
  config: Config,
  { repo, mirror }: { readonly repo: RepoConfig; readonly mirror: Mirror },
  refs: RemoteRefs,
): Promise<Basis> {
  const keyring = await readKeyring(config)
  const repository = formatRegistryRepo(mirror.remote.display)
  const trusted = { repository, keyring: keyring.hash }
  return { derivation: buildDerivation({ config, repo }, refs, trusted), keyring, repository }
}

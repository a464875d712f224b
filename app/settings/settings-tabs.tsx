import { ConfigList } from '@/components/settings/config-list'
import type { SigningState } from '@/components/settings/signing-key'
import { TokenForm } from '@/components/settings/token-form'
import { TokenList } from '@/components/settings/token-list'
import { TrustProblems } from '@/components/settings/trust-problems'
import { Panel } from '@/components/ui/panel'
import type { Actor } from '@/lib/auth/actor'
import { listApiTokens } from '@/lib/auth/api-tokens'
import { decidePermission } from '@/lib/auth/permissions'
import { getConfig } from '@/lib/config/get-config'
import { getDatabase } from '@/lib/database/get-database'
import { listRepos } from '@/lib/index/read/list-repos'
import { listStages } from '@/lib/index/read/list-stages'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { listTrustProblems, type SignerAnswer } from '@/lib/promote/entry-point'
import { readOwnAddress } from '../own-address'
import { createToken, revokeToken } from './actions'
import { configSections } from './config-sections'
import { visibleRepos } from './visible-repos'

/** The service account's key as the settings show it. */
export function signingState(state: SignerAnswer): SigningState {
  if (state.kind === 'off') return { kind: 'off', why: state.why }
  const { signer, publicKey } = state
  return publicKey.format === 'ssh'
    ? { kind: 'ssh', signer, line: publicKey.line }
    : { kind: 'openpgp', signer, armored: publicKey.armored }
}

type Props = { readonly viewer: Viewer; readonly actor: Actor }

/** The API tokens tab: the person's own tokens, all tokens for an admin, and a form for a new one. */
export async function SettingsTokens({ viewer, actor }: Props) {
  const database = getDatabase()
  const seesAll = decidePermission(actor, 'all-tokens') === 'yes'
  const [tokens, repos, stages] = await Promise.all([
    listApiTokens(database, seesAll ? 'all' : actor.id),
    listRepos(database, viewer),
    listStages(database, viewer),
  ])
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <TokenList
        tokens={tokens.map((token) => ({
          ...token,
          repos: visibleRepos(token.repos, (slug) => canSee(viewer, slug)),
        }))}
        owners={seesAll ? 'shown' : 'hidden'}
        now={Date.now()}
        address={await readOwnAddress()}
        revoke={revokeToken}
      />
      <Panel title="New token">
        <TokenForm repos={repos.map(({ slug }) => slug)} stages={stages} create={createToken} />
      </Panel>
    </div>
  )
}

/** The configuration tab: the effective configuration, without the repositories that the viewer may not see. */
export async function SettingsConfig({ viewer }: { readonly viewer: Viewer }) {
  const repos = await listRepos(getDatabase(), viewer)
  const urls = Object.fromEntries(repos.map(({ slug, url }) => [slug, url]))
  const config = getConfig()
  const seen = { ...config, repos: config.repos.filter(({ slug }) => Object.hasOwn(urls, slug)) }
  return (
    <div className="flex flex-col gap-4">
      <TrustProblems trust={await listTrustProblems()} />
      <ConfigList sections={configSections(seen, urls)} />
    </div>
  )
}

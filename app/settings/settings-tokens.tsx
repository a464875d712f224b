import { TokenForm } from '@/components/settings/token-form'
import { TokenList } from '@/components/settings/token-list'
import { Panel } from '@/components/ui/panel'
import type { Actor } from '@/lib/auth/actor'
import { listApiTokens } from '@/lib/auth/api-tokens'
import { decidePermission } from '@/lib/auth/permissions'
import { getDatabase } from '@/lib/database/get-database'
import { listRepos } from '@/lib/index/read/list-repos'
import { listStages } from '@/lib/index/read/list-stages'
import type { Viewer } from '@/lib/index/read/viewer'
import { canSee } from '@/lib/index/read/viewer'
import { makeToken, revokeToken } from './actions'
import { visibleRepos } from './visible-repos'

type Props = { readonly viewer: Viewer; readonly actor: Actor }

/** The API tokens tab: one's own tokens, everybody's for an admin, and a form for a new one. */
export async function SettingsTokens({ viewer, actor }: Props) {
  const database = getDatabase()
  const seesAll = decidePermission(actor, 'all-tokens') === 'yes'
  const [tokens, repos, stages] = await Promise.all([
    listApiTokens(database, seesAll ? 'all' : actor.id),
    listRepos(database, viewer),
    listStages(database, viewer),
  ])
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <TokenList
        tokens={tokens.map((token) => ({
          ...token,
          repos: visibleRepos(token.repos, (slug) => canSee(viewer, slug)),
        }))}
        owners={seesAll ? 'shown' : 'hidden'}
        now={Date.now()}
        revoke={revokeToken}
      />
      <Panel title="New token">
        <TokenForm repos={repos.map(({ slug }) => slug)} stages={stages} make={makeToken} />
      </Panel>
    </div>
  )
}

import { ConfigList } from '@/components/settings/config-list'
import { TrustProblems } from '@/components/settings/trust-problems'
import { getConfig } from '@/lib/config/get-config'
import { getDatabase } from '@/lib/database/get-database'
import { listRepos } from '@/lib/index/read/list-repos'
import type { Viewer } from '@/lib/index/read/viewer'
import { listTrustProblems } from '@/lib/promote/entry-point'
import { configSections } from './config-sections'

/** The configuration tab: what holds, of the repositories that the viewer may see. */
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

import type { Metadata } from 'next'
import { NoRepos } from '@/components/repo/no-repos'
import { RepoList } from '@/components/repo/repo-list'
import { PageHeader } from '@/components/ui/page-header'
import { findActor } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import { buildSites } from '../forge-links'
import { readRepos } from '../read-repos'
import { syncNow } from './actions'

export const metadata: Metadata = { title: 'Repositories' }

export default async function ReposPage() {
  const repos = await readRepos()
  const maySync = decidePermission(await findActor(), 'sync') === 'yes'
  return (
    <>
      <PageHeader title="Repositories" count={String(repos.length)} />
      {repos.length === 0 ? (
        <NoRepos />
      ) : (
        <RepoList
          repos={repos}
          sites={buildSites(repos.map((repo) => repo.slug))}
          now={Date.now()}
          syncNow={maySync ? syncNow : null}
        />
      )}
    </>
  )
}

import type { Metadata } from 'next'
import { PastNotice } from '@/components/past/past-notice'
import { NoRepos } from '@/components/repo/no-repos'
import { RepoList } from '@/components/repo/repo-list'
import { PageHeader } from '@/components/ui/page-header'
import { findActor } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import { buildSites } from '../forge-links'
import { readRepos } from '../read-repos'
import { firstParam, type SearchParams } from '../search-params'
import { syncNow } from './actions'

export const metadata: Metadata = { title: 'Repositories' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function ReposPage({ searchParams }: Props) {
  const repos = await readRepos()
  const maySync = decidePermission(await findActor(), 'sync') === 'yes'
  return (
    <>
      <PastNotice at={firstParam(await searchParams, 'at', 40)} />
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

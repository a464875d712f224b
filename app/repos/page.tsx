import type { Metadata } from 'next'
import { NoRepos } from '@/components/repo/no-repos'
import { RepoList } from '@/components/repo/repo-list'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/index/database'
import { listRepos } from '@/lib/index/list-repos'
import { syncNow } from './actions'

export const metadata: Metadata = { title: 'Repositories' }

export default async function ReposPage() {
  const repos = await listRepos(await getDatabase(), await requireViewer())
  return (
    <>
      <PageHeader title="Repositories" count={String(repos.length)} />
      {repos.length === 0 ? (
        <NoRepos />
      ) : (
        <RepoList repos={repos} now={Date.now()} syncNow={syncNow} />
      )}
    </>
  )
}

import { RepoCardSkeleton } from '@/components/repo/repo-card-skeleton'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'

export default function ReposLoading() {
  return (
    <Skeleton label="Loading repositories">
      <PageHeader title="Repositories" />
      <div className="flex flex-col gap-3">
        <RepoCardSkeleton />
        <RepoCardSkeleton />
        <RepoCardSkeleton />
      </div>
    </Skeleton>
  )
}

import { RepoCardSkeleton } from '@/components/repo/repo-card-skeleton'
import { Skeleton } from '@/components/ui/skeleton'
import { TableSkeleton } from '@/components/ui/table-skeleton'

export default function RepoLoading() {
  return (
    <Skeleton label="Loading the repository">
      <RepoCardSkeleton />
      <div className="my-4 h-9 border-b border-line" />
      <TableSkeleton rows={10} />
    </Skeleton>
  )
}

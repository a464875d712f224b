import { Bone } from '@/components/ui/bone'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { TableSkeleton } from '@/components/ui/table-skeleton'

export default function ActivityLoading() {
  return (
    <Skeleton label="Loading events">
      <PageHeader title="Activity" />
      <div className="mb-4 flex h-13 flex-wrap items-end gap-2">
        <Bone className="h-8 w-44" />
        <Bone className="h-8 w-44" />
        <Bone className="h-8 w-44" />
        <Bone className="h-8 w-56" />
      </div>
      <TableSkeleton rows={18} />
    </Skeleton>
  )
}

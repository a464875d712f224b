import { Bone } from '../ui/bone'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { TableSkeleton } from '../ui/table-skeleton'

const FACETS = ['a', 'b', 'c', 'd']

/** The models page while it is read. */
export function ModelsSkeleton() {
  return (
    <Skeleton label="Loading models">
      <div className="flex items-start gap-5">
        <div className="hidden w-46 flex-none flex-col gap-4 pt-10 xl:flex">
          {FACETS.map((facet) => (
            <div key={facet} className="flex flex-col gap-3 px-2">
              <Bone className="h-3 w-20" />
              <Bone className="h-3.5 w-40" />
              <Bone className="h-3.5 w-36" />
              <Bone className="h-3.5 w-40" />
            </div>
          ))}
        </div>
        <div className="min-w-0 flex-1">
          <PageHeader title="Models">
            <Bone className="h-8 w-24" />
          </PageHeader>
          <TableSkeleton rows={18} />
        </div>
      </div>
    </Skeleton>
  )
}

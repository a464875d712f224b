import { Bone } from '../ui/bone'

/** A repository while it is read. */
export function RepoCardSkeleton() {
  return (
    <div className="flex flex-col gap-2.5 rounded-lg border border-line bg-surface px-4 py-3">
      <div className="flex h-8 items-center gap-3">
        <Bone className="h-4 w-28" />
        <Bone className="h-5 w-16" />
        <Bone className="ms-auto h-8 w-24" />
      </div>
      <div className="flex h-6 items-center">
        <Bone className="h-3.5 w-72" />
      </div>
      <div className="flex h-5 items-center gap-5">
        <Bone className="h-3.5 w-16" />
        <Bone className="h-3.5 w-16" />
        <Bone className="h-3.5 w-16" />
      </div>
    </div>
  )
}

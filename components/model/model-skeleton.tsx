import { Bone } from '../ui/bone'
import { Skeleton } from '../ui/skeleton'

const SLOTS = ['a', 'b', 'c']
const LINES = ['w-40', 'w-52', 'w-32', 'w-44', 'w-36', 'w-48']

/** A model's page while it is read. */
export function ModelSkeleton() {
  return (
    <Skeleton label="Loading the model">
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-3">
          <div className="flex flex-col gap-2.5">
            <Bone className="h-4 w-24" />
            <Bone className="h-7 w-56" />
            <Bone className="h-4 w-80 max-w-full" />
          </div>
          <div className="flex flex-wrap gap-2">
            {SLOTS.map((slot) => (
              <div
                key={slot}
                className="flex min-w-36 flex-1 flex-col gap-3 rounded-md border border-line bg-surface px-3 py-2.5 sm:max-w-72"
              >
                <Bone className="h-3.5 w-20" />
                <Bone className="h-4 w-28" />
              </div>
            ))}
          </div>
        </div>
        <div className="h-9 border-b border-line" />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <Lines />
          <Lines />
        </div>
      </div>
    </Skeleton>
  )
}

function Lines() {
  return (
    <div className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4">
      {LINES.map((width) => (
        <Bone key={width} className={`h-3.5 ${width}`} />
      ))}
    </div>
  )
}

import { Bone } from './bone'

const WIDTHS = ['w-40', 'w-28', 'w-48', 'w-36', 'w-32', 'w-44']

/** A table of so many rows while it is read; cards on phones. */
export function TableSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="hidden h-9 border-b border-line md:block" />
      {Array.from({ length: rows }, (_, row) => WIDTHS[row % WIDTHS.length]).map((width, row) => (
        <div
          key={row}
          className="flex h-28 flex-col justify-center gap-3 border-b border-line px-4 last:border-0 md:h-[2.5625rem] md:flex-row md:items-center md:gap-10"
        >
          <Bone className={`h-3.5 ${width}`} />
          <Bone className="h-3.5 w-24 md:ms-auto" />
          <Bone className="h-3.5 w-32" />
          <Bone className="hidden h-3.5 w-28 lg:block" />
          <Bone className="hidden h-3.5 w-16 lg:block" />
        </div>
      ))}
    </div>
  )
}

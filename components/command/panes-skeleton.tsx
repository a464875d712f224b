const LINES = ['w-64', 'w-48', 'w-72', 'w-56', 'w-40', 'w-60', 'w-52', 'w-44']

/** The panes while the remote is asked. */
export function PanesSkeleton() {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Asking the remote
      </p>
      <div className="command-panes">
        <div className="command-asks">
          <Bone className="h-3.5 w-16" />
          <Bone className="h-9 w-full" />
          <Bone className="h-9 w-full" />
          <Bone className="h-9 w-full" />
          <Bone className="h-8 w-full" />
        </div>
        <div className="command-shows flex flex-col gap-4">
          {LINES.map((width) => (
            <Bone key={width} className={`h-4 max-w-full ${width}`} />
          ))}
        </div>
      </div>
    </div>
  )
}

/** A grey shape where text will be. `className` gives its size. */
function Bone({ className }: { readonly className: string }) {
  return <span aria-hidden className={`bone ${className}`} />
}

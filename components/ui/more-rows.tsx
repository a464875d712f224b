/** More rows would make the page too slow to render. */
export const MAX_ROWS = 200

/** Says below a table of values how many of its rows are left out. */
export function MoreRows({ of }: { readonly of: number }) {
  if (of <= MAX_ROWS) return null
  return (
    <p className="px-4 py-2 text-text-soft">
      {(of - MAX_ROWS).toLocaleString('en')} more, which the API lists
    </p>
  )
}

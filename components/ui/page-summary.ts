type Input = { readonly page: number; readonly pageSize: number; readonly total: number }

/** The range of rows on a page: `51–100 of 1,204`. */
export function pageSummary({ page, pageSize, total }: Input): string {
  const from = Math.min((page - 1) * pageSize + 1, total)
  const to = Math.min(page * pageSize, total)
  const all = total.toLocaleString('en')
  return from === 1 && to === total
    ? `All ${all}`
    : `${from.toLocaleString('en')}–${to.toLocaleString('en')} of ${all}`
}

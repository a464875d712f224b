/** One line of the result. Times are milliseconds. */
export type Row = {
  readonly what: string
  readonly measured: string
  /** What it is compared with in the same run; null where nothing is. */
  readonly against: string | null
  readonly ratio: number | null
  readonly target: Target | null
}

export type Target =
  | { readonly kind: 'ratio-at-most'; readonly limit: number }
  | { readonly kind: 'ratio-at-least'; readonly limit: number }
  | {
      readonly kind: 'at-most' | 'at-least'
      readonly limit: number
      readonly value: number
      readonly unit: string
    }

const HEADINGS = ['what', 'measured', 'against', 'ratio', 'target', 'met'] as const

export function formatMs(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`
  return ms >= 100 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(1)} ms`
}

export function formatBytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`
}

/** Rows as a Markdown table, with columns padded so that a terminal shows one too. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [HEADINGS, ...rows.map(formatCells)]
  const widths = HEADINGS.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  )
  const lines = cells.map((row) => formatLine(row.map((cell, i) => cell.padEnd(widths[i] ?? 0))))
  const rule = formatLine(widths.map((width) => '-'.repeat(width)))
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}

function formatLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function formatCells(row: Row): readonly string[] {
  const ratio =
    row.ratio === null ? '' : `${row.ratio.toFixed(row.ratio >= 100 ? 0 : row.ratio >= 1 ? 1 : 2)}x`
  const target = row.target ? formatTarget(row.target) : ''
  const met = row.target ? (isMet(row.target, row.ratio) ? 'yes' : 'no') : ''
  return [row.what, row.measured, row.against ?? '', ratio, target, met]
}

function formatTarget(target: Target): string {
  switch (target.kind) {
    case 'ratio-at-most':
      return `<= ${target.limit}x`
    case 'ratio-at-least':
      return `>= ${target.limit}x`
    case 'at-most':
      return `<= ${target.limit} ${target.unit}`
    case 'at-least':
      return `>= ${target.limit} ${target.unit}`
  }
}

function isMet(target: Target, ratio: number | null): boolean {
  if (target.kind === 'at-most') return target.value <= target.limit
  if (target.kind === 'at-least') return target.value >= target.limit
  if (ratio === null) return false
  return target.kind === 'ratio-at-most' ? ratio <= target.limit : ratio >= target.limit
}

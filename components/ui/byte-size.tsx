const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB']

/** Bytes as people read them, exact on hover. */
export function ByteSize({ bytes }: { readonly bytes: number }) {
  return <span data-tip={`${bytes.toLocaleString('en')} bytes`}>{formatBytes(bytes)}</span>
}

function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 'B'
  for (const next of UNITS) {
    if (value < 1000) break
    value /= 1000
    unit = next
  }
  const digits = unit === 'B' || value >= 100 ? 0 : 1
  return `${value.toFixed(digits)} ${unit}`
}

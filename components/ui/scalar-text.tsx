import type { ScalarView } from '@/lib/views/view'
import { UntrustedText } from './untrusted-text'

/** A metric or parameter. A long number is shortened, with the full value as its tip. */
export function ScalarText({ value }: { readonly value: ScalarView }) {
  if (typeof value !== 'number') return <UntrustedText text={String(value)} />
  return <ScalarNumber value={value} />
}

function ScalarNumber({ value }: { readonly value: number }) {
  const shown = formatNumber(value)
  return shown === String(value) ? shown : <span data-tip={String(value)}>{shown}</span>
}

function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return value.toLocaleString('en')
  const digits = Math.abs(value) < 1 ? value.toPrecision(4) : value.toFixed(4)
  return String(Number(digits))
}

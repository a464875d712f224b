import type { ScalarView } from '@/lib/views/view'
import { buildShownNumber } from './build-shown-number'
import { UntrustedText } from './untrusted-text'

/** A metric or parameter, a number as Python prints it. A long one is shortened, with the full value as its tip. */
export function ScalarText({ value }: { readonly value: ScalarView }) {
  const number = buildShownNumber(value)
  if (number === null) return <UntrustedText text={String(value)} />
  const { shown, full } = number
  return shown === full ? shown : <span data-tip={full}>{shown}</span>
}

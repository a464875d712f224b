import { Notice } from '../ui/notice'
import { UntrustedText } from '../ui/untrusted-text'

/** Says that a page shows the present although its address asks for a past moment. `at` is empty where it does not. */
export function PastNotice({ at }: { readonly at: string }) {
  if (!at) return null
  return (
    <Notice tone="warning" title="Past states are not available yet">
      The address asks for the state at <UntrustedText text={at} />. This page shows the current
      state.
    </Notice>
  )
}

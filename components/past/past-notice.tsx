import { Notice } from '../ui/notice'
import { UntrustedText } from '../ui/untrusted-text'

/** Says that a page shows the current state although its address asks for a past one. `at` is empty if it does not. */
export function PastNotice({ at }: { readonly at: string }) {
  if (!at) return null
  return (
    <Notice tone="warning" title="This page shows the present">
      The address asks for the state at <UntrustedText text={at} />. Models, Stages, Activity and
      the pages of a model and of a version show past states.
    </Notice>
  )
}

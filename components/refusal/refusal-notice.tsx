import Link from 'next/link'
import type { Refusal } from '@/lib/promote/views'
import { buttonClass } from '../ui/button-class'
import { Notice } from '../ui/notice'
import { UntrustedText } from '../ui/untrusted-text'
import { REFUSALS, refusalSentence } from './refusals'

/** Why something was refused, and the way on where there is one. */
export function RefusalNotice({ refusal }: { readonly refusal: Refusal }) {
  const action =
    refusal.code === 'not-signed-in' ? (
      <Link href="/sign-in" className={buttonClass('outline')}>
        Sign in
      </Link>
    ) : null
  return (
    <Notice tone="danger" title={REFUSALS[refusal.code].title} action={action}>
      <UntrustedText text={refusalSentence(refusal)} />
    </Notice>
  )
}

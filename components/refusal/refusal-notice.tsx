import type { Refusal } from '@/lib/views/refusal'
import { buttonClass } from '../ui/button-class'
import { Notice } from '../ui/notice'
import { UntrustedText } from '../ui/untrusted-text'
import { REFUSALS, refusalSentence, refusalTone } from './refusals'

type Props = {
  readonly refusal: Refusal
  /** The page to return to after signing in. */
  readonly page?: string
}

/** The reason of a refusal, and the next step if there is one. */
export function RefusalNotice({ refusal, page = '/' }: Props) {
  const action =
    refusal.code === 'not-signed-in' ? (
      <a href={`/sign-in?to=${encodeURIComponent(page)}`} className={buttonClass('outline')}>
        Sign in
      </a>
    ) : null
  return (
    <Notice tone={refusalTone(refusal.code)} title={REFUSALS[refusal.code].title} action={action}>
      <UntrustedText text={refusalSentence(refusal)} />
    </Notice>
  )
}

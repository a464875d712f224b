import { CircleCheck, CircleX, Clock, type LucideIcon } from 'lucide-react'
import type { CheckOutcome, CheckView } from '@/lib/promote/views'
import { UntrustedText } from '../ui/untrusted-text'
import { checkSentence, checkTitle } from './check-sentence'

const LOOKS = {
  pass: { icon: CircleCheck, tone: 'text-ok', word: 'holds' },
  fail: { icon: CircleX, tone: 'text-danger', word: 'does not hold' },
  pending: { icon: Clock, tone: 'text-warning', word: 'is still open' },
} satisfies Record<CheckOutcome, { icon: LucideIcon; tone: string; word: string }>

/** Every rule that applies, whether it holds, and why. */
export function CheckList({ checks }: { readonly checks: readonly CheckView[] }) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {checks.map((check) => {
        const { icon: Icon, tone, word } = LOOKS[check.outcome]
        return (
          <li
            key={`${check.details.stage} ${check.rule} ${check.text}`}
            className="flex gap-2.5 px-3 py-2"
          >
            <Icon aria-hidden className={`mt-0.5 ${tone}`} />
            <div className="min-w-0">
              <p className="break-words">
                <UntrustedText text={checkTitle(check, checks)} />{' '}
                <span className="sr-only">{word}</span>
              </p>
              <p className="text-xs text-text-soft break-words">
                <UntrustedText text={checkSentence(check)} />
              </p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

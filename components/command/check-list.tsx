import type { CheckOutcome, CheckView } from '@/lib/views/command'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'
import { UntrustedText } from '../ui/untrusted-text'
import { checkSentence, checkTitle } from './check-sentence'

const LOOKS = {
  pass: { icon: 'circle-check', tone: 'text-ok', word: 'holds' },
  fail: { icon: 'circle-x', tone: 'text-danger', word: 'does not hold' },
  pending: { icon: 'clock', tone: 'text-warning', word: 'is still open' },
} satisfies Record<CheckOutcome, { icon: IconName; tone: string; word: string }>

/** Every rule that applies, whether it holds, and why. */
export function CheckList({ checks }: { readonly checks: readonly CheckView[] }) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {checks.map((check) => {
        const { icon, tone, word } = LOOKS[check.outcome]
        return (
          <li
            key={`${check.details.stage} ${check.rule} ${check.text}`}
            className="flex gap-2.5 px-3 py-2"
          >
            <Icon name={icon} className={`mt-0.5 ${tone}`} />
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

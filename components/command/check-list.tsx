import type { RefusalDetails } from '@/lib/registry/commands/refusal'
import type { CheckOutcome, CheckView } from '@/lib/views/command'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'
import { UntrustedText } from '../ui/untrusted-text'

const LOOKS = {
  pass: { icon: 'circle-check', tone: 'text-ok', word: 'holds' },
  fail: { icon: 'circle-x', tone: 'text-danger', word: 'does not hold' },
  pending: { icon: 'clock', tone: 'text-warning', word: 'is still open' },
} satisfies Record<CheckOutcome, { icon: IconName; tone: string; word: string }>

/** Every rule that applies, with its outcome and the reason. */
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

const LABELS = {
  role: 'Role',
  who: 'Who',
  from: 'Comes from',
  branches: 'On branches',
  approvals: 'Approvals',
  reason: 'Reason',
  check: 'Check',
  policy: 'Rules of the repository',
} satisfies Record<CheckView['rule'], string>

const SENTENCES: Readonly<Record<string, (details: RefusalDetails) => string>> = {
  'who-matched': () => 'The requester is one of them.',
  'who-missed': () => 'The requester is not one of them. One of them can do it.',
  'from-held': (d) => `The version is or has been in ${d.from}.`,
  'from-never-held': (d) => `The version has never been in ${d.from}. Promote it there first.`,
  'on-branch': () => 'The version’s commit is on one of these branches.',
  'not-on-branch': () => 'The version’s commit is on none of these branches. Merge it first.',
  approved: (d) => `${d.given} of ${d.needed} given.`,
  'approvals-missing': (d) => `${d.given} of ${d.needed} given by people other than the requester.`,
  'reason-given': () => 'Given.',
  'reason-missing': () => 'None is given. Write it in one line.',
  'metric-holds': (d) => `It is ${d.value}.`,
  'metric-fails': (d) => `It is ${d.value}.`,
  'metric-missing': (d) => `The version has no metric ${d.metric}.`,
  'registration-proven': () => 'The registration’s tag is signed by a trusted key.',
  'registration-not-proven': (d) =>
    `The registration’s tag is not signed by a trusted key${d.verdict ? ` (${d.verdict})` : ''}.`,
  'card-found': (d) => `It is ${d.path}.`,
  'card-missing': () =>
    'The version has no card. Commit a MODEL_CARD.md or a README.md beside the model first.',
  'check-not-answerable': () => 'Signet cannot answer this check yet, so it counts as failed.',
  'check-unknown': () => 'Signet does not know this check, so it counts as failed.',
  'policy-broken': (d) =>
    `It is broken${d.key ? ` at ${d.key}` : ''}${d.detail ? `: ${d.detail}` : ''}. No decision is possible until it is fixed.`,
}

/** A rule with its requirement, and with its stage if `all` have several: `Comes from: staging, for production`. */
export function checkTitle({ rule, text, details }: CheckView, all: readonly CheckView[]): string {
  const title = `${LABELS[rule]}: ${text}`
  const isMixed = all.some((other) => other.details.stage !== details.stage)
  return isMixed ? `${title}, for ${details.stage}` : title
}

/** The reason of an outcome in a sentence. A code of a newer server is shown as it is. */
function checkSentence({ why, details }: CheckView): string {
  return Object.hasOwn(SENTENCES, why) ? (SENTENCES[why]?.(details) ?? why) : why
}

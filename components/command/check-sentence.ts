import type { RefusalDetails } from '@/lib/registry/commands/refusal'
import type { CheckView } from '@/lib/views/command'

const LABELS = {
  role: 'Role',
  who: 'Who',
  from: 'Comes from',
  branches: 'On branch',
  approvals: 'Approvals',
  reason: 'Reason',
  check: 'Check',
  policy: 'Rules of the repository',
} satisfies Record<CheckView['rule'], string>

const SENTENCES: Readonly<Record<string, (details: RefusalDetails) => string>> = {
  'who-matched': () => 'Whoever asks is among them.',
  'who-missed': () => 'Whoever asks is not among them. One of them can do it.',
  'from-held': (d) => `The version holds or has held ${d.from}.`,
  'from-never-held': (d) => `The version has never held ${d.from}. Promote it there first.`,
  'on-branch': () => 'The version’s commit is on it.',
  'not-on-branch': () => 'The version’s commit is on none of them. Merge it first.',
  approved: (d) => `${d.given} of ${d.needed} given.`,
  'approvals-missing': (d) => `${d.given} of ${d.needed} given, by others than the one who asks.`,
  'reason-given': () => 'Given.',
  'reason-missing': () => 'None is given. Write why, in one line.',
  'metric-holds': (d) => `It is ${d.value}.`,
  'metric-fails': (d) => `It is ${d.value}.`,
  'metric-missing': (d) => `The version has no metric ${d.metric}.`,
  'registration-proven': () => 'The registration’s tag is signed by a key that is trusted.',
  'registration-not-proven': (d) =>
    `The registration’s tag proves nothing${d.verdict ? ` (${d.verdict})` : ''}.`,
  'check-not-answerable': () => 'Signet cannot answer this check yet, so it counts as failed.',
  'check-unknown': () => 'Nobody knows this check, so it counts as failed.',
  'policy-broken': (d) =>
    `It is broken${d.key ? ` at ${d.key}` : ''}${d.detail ? `: ${d.detail}` : ''}. Nothing can be decided by it.`,
}

/** A rule with what it asks for, and for which stage where `all` are of several: `Comes from: staging, for production`. */
export function checkTitle({ rule, text, details }: CheckView, all: readonly CheckView[]): string {
  const title = `${LABELS[rule]}: ${text}`
  const isMixed = all.some((other) => other.details.stage !== details.stage)
  return isMixed ? `${title}, for ${details.stage}` : title
}

/** Why a rule holds or not, in a sentence; a code from a newer server stands for itself. */
export function checkSentence({ why, details }: CheckView): string {
  return Object.hasOwn(SENTENCES, why) ? (SENTENCES[why]?.(details) ?? why) : why
}

import type { RegistryVersion } from '@/lib/registry/artifact'
import { isMetric } from '@/lib/registry/values'
import { formatNumber, numericValue } from '@/lib/snapshot/types'
import type { PolicyCheck, PolicyReason } from './policy-check'
import type { StageCheck } from './rule'
import { formatStageCheck } from './stage-check'

export type CheckedVersion = {
  readonly version: RegistryVersion | null
  /** The verdict on the registration tag. Only `good` proves it. */
  readonly registrationVerdict: string | null
}

type MetricCheck = Extract<StageCheck, { readonly kind: 'metric' }>
type Answer = Pick<PolicyCheck, 'outcome' | 'why' | 'details'>

/** Evaluates a named check or the bound of a metric. A check that cannot be evaluated fails. */
export function checkVersion(check: StageCheck, checked: CheckedVersion): PolicyCheck {
  return { rule: 'check', text: formatStageCheck(check), ...answer(check, checked) }
}

function answer(check: StageCheck, { version, registrationVerdict }: CheckedVersion): Answer {
  switch (check.kind) {
    case 'metric':
      return answerMetric(check, version)
    case 'signed-registration': {
      const details = { verdict: registrationVerdict }
      return registrationVerdict === 'good'
        ? { outcome: 'pass', why: 'registration-proven', details }
        : fail('registration-not-proven', details)
    }
    case 'card': {
      const path = version?.facts?.card?.path ?? null
      return path === null
        ? fail('card-missing', {})
        : { outcome: 'pass', why: 'card-found', details: { path } }
    }
    case 'lock-fresh':
      return fail('check-not-answerable', {})
    default:
      // A rule that another program version stored.
      return fail('check-unknown', {})
  }
}

/** Nothing holds for NaN and infinities, which a broken training writes. */
function answerMetric(check: MetricCheck, version: RegistryVersion | null): Answer {
  const metrics = version?.facts?.metrics ?? {}
  const { metric } = check
  const value = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined
  if (value === undefined || !isMetric(value)) return fail('metric-missing', { metric })
  const number = numericValue(value)
  if (!Number.isFinite(number)) return fail('metric-fails', { metric, value: formatNumber(value) })
  const details = { metric, value: number }
  return isWithin(number, check)
    ? { outcome: 'pass', why: 'metric-holds', details }
    : fail('metric-fails', details)
}

function isWithin(value: number, { operator, value: bound }: MetricCheck): boolean {
  switch (operator) {
    case '>=':
      return value >= bound
    case '>':
      return value > bound
    case '<=':
      return value <= bound
    case '<':
      return value < bound
    case '==':
      return value === bound
    default:
      return false
  }
}

function fail(why: PolicyReason, details: PolicyCheck['details']): Answer {
  return { outcome: 'fail', why, details }
}

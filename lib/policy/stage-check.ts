import type { StageCheck } from './rule'

const METRIC =
  /^metrics\.([^<>=\s](?:[^<>=]*[^<>=\s])?)\s*(>=|<=|==|>|<)\s*(-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$/
const NAMED = ['card', 'lock-fresh', 'signed-registration'] as const

/** Reads `metrics.auc >= 0.9` or the name of a check; null when it is neither. */
export function parseStageCheck(text: string): StageCheck | null {
  const named = NAMED.find((kind) => kind === text)
  if (named !== undefined) return { kind: named }
  const [, metric = '', operator, digits] = METRIC.exec(text) ?? []
  const value = Number(digits)
  if (!isOperator(operator) || !Number.isFinite(value)) return null
  return { kind: 'metric', metric, operator, value }
}

/** The check as a person would write it. Inverse of `parseStageCheck`. */
export function formatStageCheck(check: StageCheck): string {
  if (check.kind !== 'metric') return check.kind
  return `metrics.${check.metric} ${check.operator} ${check.value}`
}

type Operator = Extract<StageCheck, { kind: 'metric' }>['operator']

function isOperator(text: string | undefined): text is Operator {
  return text === '>=' || text === '>' || text === '<=' || text === '<' || text === '=='
}

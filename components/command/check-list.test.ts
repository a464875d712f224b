import { expect, test } from 'vitest'
import type { CheckView } from '@/lib/views/command'
import { checkTitle } from './check-list'

const of = (stage: string, text: string): CheckView => ({
  rule: 'reason',
  text,
  outcome: 'fail',
  why: 'reason-missing',
  details: { stage },
})

test('a rule names its stage only among rules of several stages', () => {
  const [staging, production] = [of('staging', 'required'), of('production', 'required')]
  expect(checkTitle(staging, [staging, staging])).toBe('Reason: required')
  expect([staging, production].map((one, _, all) => checkTitle(one, all))).toEqual([
    'Reason: required, for staging',
    'Reason: required, for production',
  ])
})

import { expect, test } from 'vitest'
import { FIELD } from '@/components/command/command-form'
import { parseCommandForm } from '@/components/command/parse-command-form'
import { formRequest } from './form-request'

const MODEL = { repo: 'churn', name: 'churn', version: '' }

/** A promotion to dev, as it is sent while its reason is typed. */
function parseTyped(reason: string) {
  const fields = new Map<string, string>([
    [FIELD.version, 'v1.0.0'],
    [FIELD.stage, 'dev'],
    [FIELD.reason, reason],
  ])
  return parseCommandForm('assign', (name) => [fields.get(name) ?? ''], [MODEL])
}

function readReason(typed: string) {
  const formed = formRequest(parseTyped(typed), { requestId: 'id', expected: null })
  return formed.kind === 'formed' ? formed.request.reason : formed.refusal.code
}

test('a form keeps the space after a word: the next word is typed after it', () => {
  expect(parseTyped('retrained ').reason).toBe('retrained ')
})

test.each([
  ['retrained on June', 'retrained on June'],
  [' retrained ', 'retrained'],
  [' ', null],
  ['', null],
])('a request has the reason "%s" as %s', (typed, reason) => {
  expect(readReason(typed)).toBe(reason)
})

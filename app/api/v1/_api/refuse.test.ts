import { expect, test } from 'vitest'
import { commandsBody } from './command-bodies'
import { describeFault } from './refuse'

test.each([
  ['commands that are none', { commands: Array.from({ length: 100 }, () => ({ a: 1 })) }],
  ['more than there may be', { commands: Array.from({ length: 20_000 }, () => 0) }],
])('the first twenty faults of %s are reported', (_what, body) => {
  const { error } = commandsBody.safeParse(body)
  if (error === undefined) throw new Error('no fault')
  const { message, details } = describeFault(error)
  expect(message.length).toBeLessThan(5000)
  expect(JSON.stringify(details).length).toBeLessThan(10_000)
})

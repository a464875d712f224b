import { expect, test } from 'vitest'
import { runShown } from './run-step.mjs'

test('a program hands on its exit code', async () => {
  expect(await runShown(process.execPath, ['-e', 'process.exit(3)'])).toBe(3)
})

test('a program that does not end is ended with what it started', async () => {
  const program = `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' })`
  expect(await runShown(process.execPath, ['-e', program], { minutes: 0.005 })).toBe(1)
})

import { afterAll, afterEach, expect, vi } from 'vitest'

/** A test that writes to console.error fails: an unexpected complaint is a defect. */
const complaints = vi.spyOn(console, 'error')

afterEach(() => {
  const calls = complaints.mock.calls.slice()
  complaints.mockClear()
  expect(calls).toEqual([])
})

/** One process runs several files: none of them finds settings and objects of the one before. */
afterAll(() => {
  vi.unstubAllEnvs()
  const runtime = Reflect.get(globalThis, Symbol.for('signet.runtime'))
  if (runtime instanceof Map) runtime.clear()
})

import { afterEach, expect, vi } from 'vitest'

/** A test that writes to console.error fails: an unexpected complaint is a defect. */
const complaints = vi.spyOn(console, 'error')

afterEach(() => {
  const calls = complaints.mock.calls.slice()
  complaints.mockClear()
  expect(calls).toEqual([])
})

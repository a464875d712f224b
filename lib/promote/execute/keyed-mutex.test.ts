import { expect, test } from 'vitest'
import { openKeyedMutex } from './keyed-mutex'

function openGate() {
  let open = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open: () => open() }
}

test('runs one after the other, in the order asked', async () => {
  const mutex = openKeyedMutex()
  const order: string[] = []
  const ask = (name: string) =>
    mutex.run({ key: 'ml', seconds: 10 }, async () => {
      order.push(`${name} begins`)
      await Promise.resolve()
      order.push(`${name} ends`)
      return name
    })
  expect(await Promise.all([ask('a'), ask('b'), ask('c')])).toEqual(['a', 'b', 'c'])
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('other keys do not wait', async () => {
  const mutex = openKeyedMutex()
  const gate = openGate()
  const first = mutex.run({ key: 'ml', seconds: 10 }, () => gate.passed)
  expect(await mutex.run({ key: 'other', seconds: 10 }, async () => 'done')).toBe('done')
  gate.open()
  await first
})

test('who waits too long is told, and never runs', async () => {
  const mutex = openKeyedMutex()
  // Often, since a timer may come a part of a millisecond before its time.
  for (let round = 0; round < 100; round += 1) {
    const gate = openGate()
    const first = mutex.run({ key: 'ml', seconds: 10 }, () => gate.passed)
    let ran = false
    const second = mutex.run({ key: 'ml', seconds: 0.01 }, async () => {
      ran = true
    })
    expect(await second).toBe('busy')
    gate.open()
    await first
    expect(await mutex.run({ key: 'ml', seconds: 10 }, async () => 'third')).toBe('third')
    expect(ran).toBe(false)
  }
})

test('a turn that fails fails alone', async () => {
  const mutex = openKeyedMutex()
  const failing = mutex.run({ key: 'ml', seconds: 10 }, async () => {
    throw new Error('broken')
  })
  const next = mutex.run({ key: 'ml', seconds: 10 }, async () => 'done')
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('done')
})

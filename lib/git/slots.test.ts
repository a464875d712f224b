import { expect, test } from 'vitest'
import { createSlots, type Slot } from './slots'

/** Whether a promise is settled when everything that is ready has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  void promise.then(() => {
    settled = true
  })
  await new Promise(setImmediate)
  return settled
}

test('slots are given up to their number, then first come, first served', async () => {
  const slots = createSlots(2)
  const [one] = [await slots.take(), await slots.take()]
  const order: number[] = []
  const waiting = [1, 2].map((number) =>
    slots.take().then((slot) => {
      order.push(number)
      return slot
    }),
  )
  expect(await isSettled(Promise.all(waiting))).toBe(false)
  one.release()
  const third = await waiting[0]
  expect(order).toEqual([1])
  third?.release()
  await waiting[1]
  expect(order).toEqual([1, 2])
})

test('an aborted caller takes no slot', async () => {
  const slots = createSlots(1)
  const held = await slots.take()
  const stop = new AbortController()
  const waiting = slots.take(stop.signal)
  stop.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'killed' })
  held.release()
  await slots.take()
  await expect(slots.take(AbortSignal.abort())).rejects.toMatchObject({ code: 'killed' })
})

test('a lent slot is recalled when it is needed, the oldest first', async () => {
  const slots = createSlots(2)
  const held = [await slots.take(), await slots.take()]
  const recalled: number[] = []
  const lend = (at: number) =>
    held[at]?.lend(() => {
      recalled.push(at)
      held[at]?.release()
    })
  lend(1)
  lend(0)
  expect(held[1]?.reclaim()).toBe(true)
  lend(1)
  expect(recalled).toEqual([])
  const next = await slots.take()
  expect(recalled).toEqual([0])
  expect(held[0]?.reclaim()).toBe(false)
  expect(held[1]?.reclaim()).toBe(true)
  const waiting = slots.take()
  expect(await isSettled(waiting)).toBe(false)
  lend(1)
  expect(recalled).toEqual([0, 1])
  await waiting
  next.release()
})

test('holders that lend unused slots never deadlock', async () => {
  const slots = createSlots(1)
  const work = async (rounds: number) => {
    let slot: Slot | null = null
    for (let round = 0; round < rounds; round++) {
      if (!slot?.reclaim()) slot = await slots.take()
      const lent = slot
      lent.lend(() => lent.release())
      const nested = await slots.take()
      nested.release()
    }
    if (slot?.reclaim()) slot.release()
  }
  await Promise.all(Array.from({ length: 10 }, () => work(20)))
  await slots.take()
})

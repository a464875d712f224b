import { expect, test } from 'vitest'
import { openPastQueue, PastBusyError } from './past-queue'

/** A queue, what it has run, and how to let a work end that took so many milliseconds. */
function open() {
  let ms = 0
  const ran: string[] = []
  const ends = new Map<string, () => void>()
  const queue = openPastQueue(() => ms)
  const add = (key: string) =>
    queue.run(key, async () => {
      ran.push(key)
      await new Promise<void>((resolve) => ends.set(key, resolve))
    })
  const end = (key: string, took: number) => {
    ms += took
    ends.get(key)?.()
  }
  return { add, end, ran, queue }
}

test('instants are read one after the other, and one that waits is not read twice', async () => {
  const { add, end, ran } = open()
  const [a, b, again] = [add('a'), add('b'), add('b')]
  expect(again).toBe(b)
  await expect.poll(() => ran).toEqual(['a'])
  end('a', 1)
  await a
  await expect.poll(() => ran).toEqual(['a', 'b'])
  end('b', 1)
  await b
  const later = add('b')
  await expect.poll(() => ran).toEqual(['a', 'b', 'b'])
  end('b', 1)
  await later
})

test('not more than 20 instants wait', async () => {
  const { add, end, ran } = open()
  const all = Array.from({ length: 20 }, (_, at) => add(`${at}`))
  await expect(add('20')).rejects.toThrow(PastBusyError)
  await expect(add('20')).rejects.toThrow('20 past instants are being read')
  // Who asks for one that waits waits with the others.
  expect(add('19')).toBe(all[19])
  for (const [at, one] of all.entries()) {
    await expect.poll(() => ran.length).toBe(at + 1)
    end(`${at}`, 1)
    await one
  }
  const next = add('20')
  await expect.poll(() => ran.at(-1)).toBe('20')
  end('20', 1)
  await next
})

test('where one takes 5 seconds, five wait', async () => {
  const { add, end, ran } = open()
  const first = add('first')
  await expect.poll(() => ran).toEqual(['first'])
  end('first', 5_000)
  await first
  const all = ['a', 'b', 'c', 'd', 'e'].map(add)
  await expect(add('f')).rejects.toThrow(PastBusyError)
  for (const key of 'abcde') {
    await expect.poll(() => ran.at(-1)).toBe(key)
    end(key, 1)
  }
  await Promise.all(all)
})

test('where one takes longer than all may wait, one is read all the same', async () => {
  const { add, end, ran } = open()
  const first = add('first')
  await expect.poll(() => ran).toEqual(['first'])
  end('first', 60_000)
  await first
  const one = add('a')
  await expect(add('b')).rejects.toThrow(PastBusyError)
  await expect.poll(() => ran).toEqual(['first', 'a'])
  end('a', 1)
  await one
})

test('a read that fails does not stop the others', async () => {
  const { queue } = open()
  const failed = queue.run('a', () => Promise.reject(new Error('gone')))
  let hasRun = false
  const other = queue.run('b', async () => {
    hasRun = true
  })
  await expect(failed).rejects.toThrow('gone')
  await other
  expect(hasRun).toBe(true)
})

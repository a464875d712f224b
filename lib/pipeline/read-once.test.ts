import { expect, test } from 'vitest'
import { readOnce } from './read-once'

test('what several people ask for is read once, and as many as are allowed at a time', async () => {
  const finish: ((value: string) => void)[] = []
  const ask = (key: string) =>
    readOnce({
      ...{ kind: 'test', key, most: 2 },
      read: () => new Promise<string>((resolve) => finish.push(resolve)),
    })
  const [first, again, second] = [ask('a'), ask('a'), ask('b')]
  expect(finish).toHaveLength(2)
  expect(ask('c')).toBe(null)
  finish[0]?.('A')
  expect([await first, await again]).toEqual(['A', 'A'])
  const third = ask('c')
  expect(finish).toHaveLength(3)
  finish[1]?.('B')
  finish[2]?.('C')
  expect([await second, await third]).toEqual(['B', 'C'])
})

test('a read that fails is asked for again', async () => {
  const ask = (read: () => Promise<string>) => readOnce({ kind: 'test', key: 'x', most: 2, read })
  await expect(ask(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await ask(async () => 'there')).toBe('there')
})

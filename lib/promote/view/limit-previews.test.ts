import { expect, test } from 'vitest'
import { openPreviewLimit } from './limit-previews'

/** Reads that end when they are told to. */
function openReads() {
  const ends: (() => void)[] = []
  const read = () => new Promise<'read'>((resolve) => ends.push(() => resolve('read')))
  return { read, ends }
}

test('one person has 16 previews under way, all together have 64', async () => {
  const { read, ends } = openReads()
  const limit = openPreviewLimit()
  const people = ['ann', 'bob', 'cem', 'dee', 'eva']
  const asked = people.flatMap((who) => Array.from({ length: 17 }, () => limit.run(who, read)))
  expect(ends).toHaveLength(64)
  for (const end of ends) end()
  const answers = await Promise.all(asked)
  const own = [...Array.from({ length: 16 }, () => 'read'), 'too-many']
  const none = Array.from({ length: 17 }, () => 'too-many')
  expect(answers).toEqual([...own, ...own, ...own, ...own, ...none])
})

test('a preview that has ended, or has failed, makes room for the next', async () => {
  const limit = openPreviewLimit()
  const fail = () => Promise.reject(new Error('no'))
  for (let index = 0; index < 20; index += 1) {
    await expect(limit.run('ann', fail)).rejects.toThrow('no')
    expect(await limit.run('ann', async () => index)).toBe(index)
  }
})

import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { mountSmallDisk, NO_SMALL_DISK } from '@/lib/testing/small-disk'
import { createTempDir } from '@/lib/testing/temp-dir'
import { DataDirError, requireDataDir } from './require-data-dir'

async function messageOf(dir: string): Promise<string> {
  const error = await requireDataDir(dir).catch((reason: unknown) => reason)
  if (!(error instanceof DataDirError)) throw error
  return error.message
}

const ADVICE = 'Set SIGNET_DATA_DIR to a directory that the user that runs Signet can write.'

test('a directory is made with its parents, for its owner alone, and the probe leaves nothing', async () => {
  const dir = path.join(createTempDir('data'), 'a', 'b')
  await requireDataDir(dir)
  await requireDataDir(dir)
  expect(readdirSync(dir)).toEqual([])
  expect(statSync(dir).mode & 0o777).toBe(0o700)
})

test('the error names a file in its place or above it', async () => {
  const file = path.join(createTempDir('data'), 'file')
  writeFileSync(file, '')
  expect(await messageOf(file)).toBe(`The data directory ${file} is a file. ${ADVICE}`)
  const below = path.join(file, 'data')
  expect(await messageOf(below)).toBe(`The data directory ${below} lies below a file. ${ADVICE}`)
})

const isRoot = process.getuid?.() === 0

test.skipIf(isRoot)(
  `a directory of another user is told${isRoot ? ' (skipped: root may write everywhere)' : ''}`,
  async () => {
    const dir = createTempDir('data')
    chmodSync(dir, 0o500)
    const why = 'cannot be written: the user that runs Signet may not'
    expect(await messageOf(dir)).toBe(`The data directory ${dir} ${why}. ${ADVICE}`)
  },
)

const disk = mountSmallDisk(2)
afterAll(() => disk?.close())

describe.skipIf(disk === null)(`on a small disk${disk === null ? NO_SMALL_DISK : ''}`, () => {
  const root = disk?.dir ?? ''

  test('the error names a full disk', async () => {
    disk?.fillTo(0)
    const full = 'Free space there, or set SIGNET_DATA_DIR to a directory on another disk.'
    expect(await messageOf(root)).toBe(
      `The data directory ${root} is on a disk that is full. ${full}`,
    )
    disk?.empty()
    await requireDataDir(root)
    expect(readdirSync(root)).toEqual(['ballast'])
  })

  test('the error names a read-only disk, with and without the directory', async () => {
    const dir = path.join(root, 'data')
    mkdirSync(dir)
    disk?.remount('ro')
    expect(await messageOf(dir)).toBe(
      `The data directory ${dir} is on a file system that is read-only. ${ADVICE}`,
    )
    const other = path.join(root, 'other', 'data')
    expect(await messageOf(other)).toBe(
      `The data directory ${other} cannot be made: the file system may be read-only. ${ADVICE}`,
    )
    disk?.remount('rw')
    await requireDataDir(other)
  })
})

import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { rawGit } from '@/lib/testing/raw-git'
import { mountSmallDisk, NO_SMALL_DISK } from '@/lib/testing/small-disk'
import { createTempDir } from '@/lib/testing/temp-dir'
import { buildTagPayload } from './build-tag-payload'
import { requireFreeSpace } from './free-space'
import { keepObjects } from './keep-objects'
import { makeTag } from './make-tag'
import { updateMirror } from './update-mirror'

const disk = mountSmallDisk(1)
const why = disk === null ? NO_SMALL_DISK : ''
afterAll(() => disk?.close())
afterEach(() => {
  disk?.remount('rw')
  for (const name of readdirSync(disk?.dir ?? ''))
    rmSync(path.join(disk?.dir ?? '', name), { recursive: true })
})

test.skipIf(disk === null)(
  `a full disk is told, and leaves the mirror as it was${why}`,
  async () => {
    const dir = path.join(disk?.dir ?? '', 'nn.git')
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    await repo.tag('nn@v1.0.0')
    const mirror = { ...createTestMirror(repo.url), dir }
    await updateMirror(mirror, () => {})
    const before = (await rawGit(dir, ['show-ref'])).toString()
    const noise = Array.from({ length: 200_000 }, (_, at) => Math.sin(at)).join('')
    const large = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        `f${at}`,
        noise.slice(at * 150_000, at * 150_000 + 150_000),
      ]),
    )
    await repo.commit({ files: large })
    const full = { code: 'disk-full', message: 'The disk of the Signet server is full.' }
    await expect(updateMirror(mirror, () => {})).rejects.toMatchObject(full)
    expect((await rawGit(dir, ['show-ref'])).toString()).toBe(before)
    const second = { ...mirror, dir: path.join(disk?.dir ?? '', 'second.git') }
    // What the fetch left is swept by the next one of its mirror.
    await expect(updateMirror(second, () => {})).rejects.toMatchObject({ code: 'disk-full' })
    expect(readdirSync(disk?.dir ?? '')).toEqual(['nn.git'])
    await repo.commit({ files: {}, parents: [] })
    expect(await updateMirror(mirror, () => {})).toBe('fetched')
  },
)

test.skipIf(disk === null)(
  `with less than 5 % free nothing is fetched, and what is there stays readable${why}`,
  async () => {
    if (disk === null) return
    const dir = path.join(disk.dir, 'nn.git')
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    const mirror = { ...createTestMirror(repo.url), dir }
    disk.fillTo(40 * 1024)
    const full = {
      code: 'disk-full',
      message:
        'Less than 5 % of the disk of the Signet server is free: 0.0 MB of 1.0 MB. Nothing is fetched until there is space.',
    }
    await expect(updateMirror(mirror, () => {})).rejects.toMatchObject(full)
    expect(readdirSync(disk.dir)).toEqual(['ballast'])
    disk.empty()
    expect(await updateMirror(mirror, () => {})).toBe('cloned')
    const before = (await rawGit(dir, ['show-ref'])).toString()
    await repo.commit({ files: { a: '2' } })
    disk.fillTo(40 * 1024)
    await expect(updateMirror(mirror, () => {})).rejects.toMatchObject(full)
    expect((await rawGit(dir, ['show-ref'])).toString()).toBe(before)
    disk.empty()
    expect(await updateMirror(mirror, () => {})).toBe('fetched')
  },
)

test.skipIf(disk === null)(
  `a tag object that does not fit is told as a full disk${why}`,
  async () => {
    if (disk === null) return
    const repo = await createGitRepo()
    const commit = await repo.commit({ files: { a: '1' } })
    const mirror = { ...createTestMirror(repo.url), dir: path.join(disk.dir, 'nn.git') }
    await updateMirror(mirror, () => {})
    disk.fillTo(0)
    const tag = buildTagPayload({
      commit,
      tag: 'nn@v1.0.0',
      seconds: 1,
      message: 'x\n',
      tagger: { name: 'Signet', email: 'signet@example.com' },
    })
    await expect(makeTag(mirror, tag)).rejects.toMatchObject({ code: 'disk-full' })
    disk.empty()
    expect(await makeTag(mirror, tag)).toMatch(/^[0-9a-f]{40}$/)
  },
)

test.skipIf(disk === null)(`a read-only disk is reported in a sentence${why}`, async () => {
  if (disk === null) return
  const repo = await createGitRepo()
  const first = await repo.commit({ files: { a: '1' } })
  const mirror = { ...createTestMirror(repo.url), dir: path.join(disk.dir, 'nn.git') }
  await updateMirror(mirror, () => {})
  await repo.commit({ files: { a: '2' } })
  disk.remount('ro')
  const told = {
    code: 'unwritable',
    message:
      'The data directory of the Signet server cannot be written: its file system is read-only.',
  }
  await expect(updateMirror(mirror, () => {})).rejects.toMatchObject(told)
  const other = { ...mirror, dir: path.join(disk.dir, 'new', 'other.git') }
  await expect(updateMirror(other, () => {})).rejects.toMatchObject(told)
  await expect(keepObjects(mirror, [first])).rejects.toMatchObject(told)
  const tag = buildTagPayload({
    commit: first,
    tag: 'nn@v1.0.0',
    seconds: 1,
    message: 'x\n',
    tagger: { name: 'Signet', email: 'signet@example.com' },
  })
  await expect(makeTag(mirror, tag)).rejects.toMatchObject(told)
})

test('a disk with a known size has space, also for a folder that does not exist yet', async () => {
  await requireFreeSpace(path.join(createTempDir('space'), 'a', 'b', 'c'))
})

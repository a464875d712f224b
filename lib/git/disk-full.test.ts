import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { rawGit } from '@/lib/testing/raw-git'
import { createTempDir } from '@/lib/testing/temp-dir'
import { updateMirror } from './mirror'

/** A file system of 1 MB, or null where none may be mounted. */
function mountSmallDisk(): string | null {
  const dir = createTempDir('disk')
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir], { stdio: 'ignore' })
    return dir
  } catch {
    return null
  }
}

const disk = mountSmallDisk()

test.skipIf(disk === null)(
  `a full disk is told, and leaves the mirror as it was${disk === null ? ' (skipped: no right to mount a small disk)' : ''}`,
  async () => {
    const dir = path.join(disk ?? '', 'nn.git')
    try {
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
      const second = { ...mirror, dir: path.join(disk ?? '', 'second.git') }
      await expect(updateMirror(second, () => {})).rejects.toMatchObject(full)
      expect(readdirSync(disk ?? '')).toEqual(['nn.git'])
      await repo.commit({ files: {}, parents: [] })
      expect(await updateMirror(mirror, () => {})).toBe('fetched')
    } finally {
      execFileSync('umount', ['-l', disk ?? ''])
    }
  },
)

import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { listChildren } from '@/lib/testing/list-children'
import type { Limits, Mirror } from './mirror'
import { openObjects } from './open-objects'
import { isMarkedCorrupt } from './quarantine'
import { updateMirror } from './update-mirror'

const ZEROS = '0'.repeat(40)

async function clonedRepo(limits: Partial<Limits> = {}) {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { a: '1', big: 'b'.repeat(200_000) } })
  const tags: string[] = []
  for (let number = 0; number < 3; number++) tags.push(await repo.tag(`nn@v0.0.${number}`))
  const mirror = createTestMirror(repo.url, { limits })
  await updateMirror(mirror, () => {})
  return { mirror, commit, tags, big: await repo.resolve('HEAD:big') }
}

/** Process ids of the `cat-file`s of a mirror. */
function catFiles(mirror: Mirror): readonly number[] {
  const command = `--git-dir=${mirror.dir} cat-file`
  return listChildren().flatMap((child) => (child.command.includes(command) ? [child.pid] : []))
}

const ignore = () => {}

describe.skipIf(process.platform !== 'linux')('reading a mirror', () => {
  test('one process answers every request, and ends when the objects are closed', async () => {
    const { mirror, commit, tags, big } = await clonedRepo()
    const objects = openObjects(mirror)
    expect(catFiles(mirror)).toEqual([])
    const seen: string[] = []
    await objects.read([...tags, ZEROS], ({ oid, type }) => seen.push(`${oid} ${type}`))
    expect(seen).toEqual([...tags.map((oid) => `${oid} tag`), `${ZEROS} missing`])
    const [pid] = catFiles(mirror)
    expect(await objects.sizes([big, ZEROS, commit, big])).toMatchObject(
      new Map<string, unknown>([
        [big, { type: 'blob', size: 200_000 }],
        [ZEROS, 'missing'],
        [commit, expect.objectContaining({ type: 'commit' })],
      ]),
    )
    const many = Array.from({ length: 2500 }, (_, at) => tags[at % 3] ?? '')
    let count = 0
    await objects.read(many, () => count++)
    expect(count).toBe(2500)
    expect(catFiles(mirror)).toEqual([pid])
    await objects.close()
    expect(catFiles(mirror)).toEqual([])
    await expect(objects.sizes([commit])).rejects.toThrow('closed')
    await objects.close()
  })

  test('concurrent requests are answered one after another', async () => {
    const { mirror, tags } = await clonedRepo()
    const objects = openObjects(mirror)
    const seen: string[] = []
    const ask = (oid: string) => objects.read([oid, oid], (object) => seen.push(object.oid))
    await Promise.all(tags.map(ask))
    expect(seen).toEqual(tags.flatMap((oid) => [oid, oid]))
    await objects.close()
  })

  test('an empty request starts no process, and an invalid object id is refused', async () => {
    const { mirror, commit } = await clonedRepo()
    const objects = openObjects(mirror)
    await objects.read([], ignore)
    for (const wrong of ['HEAD', `${commit}\nflush`, '', 'a'.repeat(39)]) {
      await expect(objects.read([commit, wrong], ignore)).rejects.toThrow('not an object id')
    }
    expect(catFiles(mirror)).toEqual([])
    await objects.close()
  })

  test('an error of the reader ends the process, and the next request starts another', async () => {
    const { mirror, commit, tags } = await clonedRepo()
    const objects = openObjects(mirror)
    const failing = objects.read(tags, () => {
      throw new RangeError('reader')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(catFiles(mirror)).toEqual([])
    expect((await objects.sizes([commit])).size).toBe(1)
    await objects.close()
  })

  test('a killed git is an error at every moment', async () => {
    const { mirror, commit, tags } = await clonedRepo()
    const objects = openObjects(mirror)
    const killed = { name: 'GitError', code: 'killed' }
    const reading = objects.read(tags, () => {
      for (const pid of catFiles(mirror)) process.kill(pid, 'SIGKILL')
    })
    await reading
    await expect(objects.sizes([commit])).rejects.toMatchObject(killed)
    expect((await objects.sizes([commit])).size).toBe(1)
    for (const pid of catFiles(mirror)) process.kill(pid, 'SIGSTOP')
    const asked = objects.sizes([commit])
    for (const pid of catFiles(mirror)) process.kill(pid, 'SIGKILL')
    await expect(asked).rejects.toMatchObject(killed)
    await objects.close()
    expect(catFiles(mirror)).toEqual([])
  })

  test('a slow answer times out, and an aborted request ends', async () => {
    const { mirror, commit } = await clonedRepo({ readSeconds: 0.5 })
    const stop = new AbortController()
    const objects = openObjects(mirror, stop.signal)
    await objects.sizes([commit])
    for (const pid of catFiles(mirror)) process.kill(pid, 'SIGSTOP')
    await expect(objects.sizes([commit])).rejects.toMatchObject({
      code: 'timeout',
      message: 'git took longer than 0.5 seconds.',
    })
    expect(catFiles(mirror)).toEqual([])
    const asked = objects.read([commit], () => stop.abort())
    await expect(asked).rejects.toMatchObject({ code: 'killed' })
    expect(catFiles(mirror)).toEqual([])
    await expect(objects.sizes([commit])).rejects.toMatchObject({ code: 'killed' })
    await objects.close()
    expect(catFiles(mirror)).toEqual([])
  })

  test('a request that meets damage throws, although git answers', async () => {
    const { mirror, commit, tags } = await clonedRepo()
    const dir = path.join(mirror.dir, 'objects/pack')
    const pack = path.join(dir, readdirSync(dir).find((name) => name.endsWith('.pack')) ?? '')
    chmodSync(pack, 0o644)
    const bytes = readFileSync(pack)
    writeFileSync(pack, bytes.fill(0xff, 0, 4))
    const objects = openObjects(mirror)
    const damaged = { code: 'corrupt', message: 'The mirror of the repository is damaged.' }
    for (let round = 0; round < 20; round++) {
      await expect(objects.sizes([commit, ...tags])).rejects.toMatchObject(damaged)
      expect(catFiles(mirror)).toEqual([])
    }
    expect(isMarkedCorrupt(mirror.dir)).toBe(true)
    await objects.close()
  })

  test('a missing mirror is an error', async () => {
    const objects = openObjects(createTestMirror('https://example.com/x'))
    await expect(objects.sizes([ZEROS])).rejects.toMatchObject({ code: 'corrupt' })
    await objects.close()
  })
})

import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { rawGit } from '@/lib/testing/raw-git'
import type { Mirror } from './mirror'
import { readObjects } from './read-objects'
import { updateMirror } from './update-mirror'

const quiet = () => {}

async function clonedRepo() {
  const repo = await createGitRepo()
  for (let number = 0; number < 4; number++) {
    const text = Array.from({ length: 3000 }, (_, at) => `${number * 7919 + at * at}\n`).join('')
    await repo.commit({ files: { [`f${number}`]: text } })
    await repo.tag(`nn@v0.0.${number}`)
  }
  const mirror = createTestMirror(repo.url)
  await updateMirror(mirror, quiet)
  const listed = (await repo.git(['rev-list', '--objects', '--all'])).toString().trim().split('\n')
  return { repo, mirror, oids: listed.map((line) => line.slice(0, 40)) }
}

/** Turns four bytes around, at a fraction of the file's length. */
function flipBits(file: string, place: number): void {
  chmodSync(file, 0o644)
  const bytes = readFileSync(file)
  const at = Math.floor(place * bytes.length)
  for (let next = at; next < at + 4; next++) bytes[next] = (bytes[next] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
}

function packFile(mirror: Mirror, ending: string): string {
  const dir = path.join(mirror.dir, 'objects/pack')
  return path.join(dir, readdirSync(dir).find((name) => name.endsWith(ending)) ?? '')
}

async function readAll(mirror: Mirror, oids: readonly string[]): Promise<number> {
  let missing = 0
  await readObjects(mirror, oids, (object) => {
    if (object.type === 'missing') missing++
  })
  return missing
}

test.each([
  ['the start of the pack', '.pack', 0],
  ['a small part of the pack', '.pack', 0.02],
  ['the middle of the pack', '.pack', 0.5],
  ['the end of the pack', '.pack', 0.95],
  ['the start of the index', '.idx', 0],
  ['the fan-out of the index', '.idx', 0.2],
  ['the offsets of the index', '.idx', 0.95],
] as const)(
  'a read reports bits flipped in %s, and the next update repairs the mirror',
  async (_title, ending, place) => {
    const { repo, mirror, oids } = await clonedRepo()
    flipBits(packFile(mirror, ending), place)
    await expect(readAll(mirror, oids)).rejects.toMatchObject({
      code: 'corrupt',
      message: 'The mirror of the repository is damaged.',
    })
    expect(await updateMirror(mirror, quiet)).toBe('cloned')
    expect(await readAll(mirror, oids)).toBe(0)
    await rawGit(mirror.dir, ['fsck', '--full'])
    expect(readdirSync(path.dirname(mirror.dir)).sort()).toEqual(['nn.git', 'nn.git.quarantine'])
    await repo.tag('nn@v1.0.0')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
  },
)

test.each([
  ['the pack', (mirror: Mirror) => flipBits(packFile(mirror, '.pack'), 0)],
  ['the index', (mirror: Mirror) => flipBits(packFile(mirror, '.idx'), 0)],
  ['packed-refs', (mirror: Mirror) => flipBits(path.join(mirror.dir, 'packed-refs'), 0)],
  ['HEAD', (mirror: Mirror) => rmSync(path.join(mirror.dir, 'HEAD'))],
  ['the config', (mirror: Mirror) => writeFileSync(path.join(mirror.dir, 'config'), '\0[')],
  ['objects', (mirror: Mirror) => rmSync(path.join(mirror.dir, 'objects'), { recursive: true })],
  [
    'the pack and its index',
    (mirror: Mirror) => {
      rmSync(packFile(mirror, '.pack'))
      rmSync(packFile(mirror, '.idx'))
    },
  ],
])('damage to %s that a fetch meets is repaired by a new clone', async (_title, damage) => {
  const { repo, mirror, oids } = await clonedRepo()
  damage(mirror)
  await repo.tag('nn@v1.0.0')
  expect(await updateMirror(mirror, quiet)).toBe('cloned')
  expect(await readAll(mirror, oids)).toBe(0)
  await rawGit(mirror.dir, ['fsck', '--full'])
})

test('the damaged mirror stays when the new clone fails, and is replaced later', async () => {
  const { repo, mirror, oids } = await clonedRepo()
  flipBits(packFile(mirror, '.pack'), 0)
  await expect(readAll(mirror, oids)).rejects.toMatchObject({ code: 'corrupt' })
  const away = { ...mirror, remote: { ...mirror.remote, url: `${repo.url}-not` } }
  await expect(updateMirror(away, quiet)).rejects.toMatchObject({ code: 'not-found' })
  expect(existsSync(mirror.dir)).toBe(true)
  expect(await updateMirror(mirror, quiet)).toBe('cloned')
})

test('damage on the server does not count as damage of the mirror', async () => {
  const { repo, mirror } = await clonedRepo()
  const commit = await repo.commit({ files: { new: 'new' } })
  rmSync(path.join(repo.dir, 'objects', (await repo.resolve('HEAD^{tree}')).replace(/^../, '$&/')))
  await expect(updateMirror(mirror, quiet)).rejects.toMatchObject({
    code: 'git-failed',
    message: 'The repository on the server is damaged.',
  })
  expect(existsSync(`${mirror.dir}.quarantine`)).toBe(false)
  expect(await readAll(mirror, [commit])).toBe(1)
})

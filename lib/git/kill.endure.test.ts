import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { createPushSetting } from '@/lib/testing/push-setting'
import { rawGit } from '@/lib/testing/raw-git'
import type { Mirror } from './mirror'
import { pushTags } from './push-tags'
import { updateMirror } from './update-mirror'

/** SIGNET_ENDURE=1 runs each of these 30 times instead of 3. */
const ROUNDS = process.env.SIGNET_ENDURE === '1' ? 30 : 3
/** A kill that comes when git has done its work does not count as a round. */
const MAX_ROUNDS = ROUNDS * 10
const TAGS = 300
const quiet = () => {}

describe.skipIf(process.platform !== 'linux')('git killed with SIGKILL at a random moment', () => {
  test(`while cloning, ${ROUNDS} times`, async () => {
    const repo = await createGitRepo()
    await addTags(repo, 'first')
    const mirror = createTestMirror(repo.url)
    let lifetime = await measureGit(updateMirror(mirror, quiet))
    let hits = 0
    for (let round = 0; hits < ROUNDS && round < MAX_ROUNDS; round++) {
      rmSync(mirror.dir, { recursive: true })
      const hit = await updateAndKill(mirror, Math.random() * lifetime)
      hits += hit
      // The first one may have waited for the machine.
      if (hit === 0) lifetime *= 0.9
      await updateMirror(mirror, quiet)
      await expectSame(mirror, repo)
      expect(readdirSync(path.dirname(mirror.dir))).toEqual(['nn.git'])
    }
    expect(hits).toBe(ROUNDS)
  }, 600_000)

  test(`while fetching, ${ROUNDS} times`, async () => {
    const repo = await createGitRepo()
    await addTags(repo, 'first')
    const mirror = createTestMirror(repo.url)
    await updateMirror(mirror, quiet)
    await addTags(repo, 'second')
    let lifetime = await measureGit(updateMirror(mirror, quiet))
    let hits = 0
    for (let round = 0; hits < ROUNDS && round < MAX_ROUNDS; round++) {
      await addTags(repo, `round${round}`)
      await repo.git(['update-ref', '--stdin'], `delete refs/tags/first@v0.0.${round}\n`)
      const hit = await updateAndKill(mirror, Math.random() * lifetime)
      hits += hit
      // The first one may have waited for the machine.
      if (hit === 0) lifetime *= 0.9
      expect(await updateMirror(mirror, quiet)).toBe('fetched')
      await expectSame(mirror, repo)
    }
    expect(hits).toBe(ROUNDS)
  }, 600_000)

  test(`while pushing a tag, ${ROUNDS * 2} times`, async () => {
    const setting = await createPushSetting((dir) => `file://${dir}`)
    // A server takes its time; without this a kill would seldom come before the end.
    setting.hook('pre-receive', ['sleep 0.05'])
    const push = async (name: string) => ({ tags: [await setting.make(name)], guards: [] })
    const lifetime = await measureGit(pushTags(setting.mirror, await push('first')))
    for (let round = 0; round < ROUNDS * 2; round++) {
      const asked = await push(`nn#prod#${round}`)
      const result = pushTags(setting.mirror, asked)
      await killSoon(Math.random() * lifetime, result)
      const { kind } = await result
      expect(['pushed', 'unknown', 'not-sent']).toContain(kind)
      if (kind === 'not-sent') expect((await setting.list()).has(`nn#prod#${round}`)).toBe(false)
      removeLocks(setting.repo.dir)
      const again = await pushTags(setting.mirror, asked)
      expect(again).toSatisfy(({ kind }) => kind === 'pushed' || kind === 'up-to-date')
      expect((await setting.list()).get(`nn#prod#${round}`)).toBe(asked.tags[0]?.oid)
    }
    expect((await setting.list()).size).toBe(ROUNDS * 2 + 1)
    await setting.repo.git(['fsck', '--no-dangling'])
  }, 600_000)
})

/**
 * Starts an update and kills git's whole process group somewhere in it; 1 when that made the
 * update fail.
 */
async function updateAndKill(mirror: Mirror, afterMs: number): Promise<0 | 1> {
  const update = updateMirror(mirror, quiet).then(
    () => 0 as const,
    (error: unknown) => {
      expect(error).toMatchObject({ name: 'GitError' })
      return 1 as const
    },
  )
  const killed = await killSoon(afterMs, update)
  const failed = await update
  if (!killed) expect(failed).toBe(0)
  return failed
}

/** Waits for git to be there, then for the moment, then kills; false when git had ended before. */
async function killSoon(afterMs: number, update: Promise<unknown>): Promise<boolean> {
  await gitStarted(update)
  await pause(afterMs)
  const git = findGit()
  try {
    if (git !== null) return process.kill(-git, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
  return false
}

async function measureGit(update: Promise<unknown>): Promise<number> {
  await gitStarted(update)
  const start = performance.now()
  await update
  return performance.now() - start
}

async function gitStarted(update: Promise<unknown>): Promise<void> {
  let isOver = false
  void update.finally(() => {
    isOver = true
  })
  while (findGit() === null && !isOver) await pause(1)
}

/** The process id of git below the shell that this process started. */
function findGit(): number | null {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readProcess)
  const guard = processes.find(
    (found) => found.parent === process.pid && found.command.includes('in_group git'),
  )
  const isGit = (command: string) => /^(setsid\0)?git\0/.test(command)
  const git = processes.find((found) => found.parent === guard?.pid && isGit(found.command))
  return git?.pid ?? null
}

function readProcess(pid: string) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1')
    return { pid: Number(pid), parent: Number(parent), command }
  } catch {
    return { pid: 0, parent: 0, command: '' } // it has ended meanwhile
  }
}

/** The remote's git is on this machine, and in the group that is killed: what it had locked stays locked for good. */
function removeLocks(dir: string): void {
  for (const name of readdirSync(path.join(dir, 'refs'), { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.lock')) rmSync(path.join(dir, 'refs', name))
  }
}

/** One commit and many annotated tags of it. */
async function addTags(repo: GitRepo, name: string): Promise<void> {
  const commit = await repo.commit({ files: { [name]: name.repeat(1000) }, message: name })
  const tags = Array.from({ length: TAGS }, (_, number) => {
    const who = `Ada Example <ada@example.com> ${1767225600 + number} +0000`
    return `tag ${name}@v0.0.${number}\nfrom ${commit}\ntagger ${who}\ndata 2\nx\n`
  })
  await repo.git(['fast-import', '--quiet'], tags.join(''))
}

async function expectSame(mirror: Mirror, repo: GitRepo): Promise<void> {
  expect((await rawGit(mirror.dir, ['show-ref'])).toString()).toBe(
    (await repo.git(['show-ref'])).toString(),
  )
  await rawGit(mirror.dir, ['fsck', '--connectivity-only', '--no-dangling'])
}

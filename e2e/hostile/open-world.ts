import { renameSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { GitRepo } from '@/lib/testing/git-repo'
import { openObjectWriter } from '@/lib/testing/object-writer'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { RepoView } from '@/lib/views/repo'
import { type Server, startServer } from '../start-server'
import { findSettled, requestSync, resolveStage, runDry } from './ask-server'
import type { Attack } from './attack'
import { createGoodRepo, release } from './good-repo'
import { prepareServer } from './prepare-server'
import { type Answer, readAnswers } from './read-answers'
import { type Watched, watchServer } from './watch-server'

/** How long a hostile repository may keep itself and the good one waiting, in milliseconds. */
const SETTLED_MS = 300_000

export type Report = {
  readonly repo: RepoView
  /** What the server shows of the repository. */
  readonly answers: readonly Answer[]
  /** The status of the dry run; null where the attack has none. */
  readonly dryRun: number | null
  readonly watched: Watched
}

export type HostileWorld = {
  readonly server: Server
  /** Puts the repository where the server looks for it, and watches until it was read or was not, a new version of the
   *  good one is served, and every answer was read. Throws where one of them does not happen. */
  suffer(slug: string, attack: Attack): Promise<Report>
  /** Stops the server as a person does and starts it again on the same data. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** The built server with a good repository, and one for each slug that is not there yet. */
export async function openHostileWorld(slugs: readonly string[]): Promise<HostileWorld> {
  const dir = createTempDir('hostile')
  const placeOf = (slug: string) => path.join(dir, `${slug}.git`)
  const good = await createGoodRepo(placeOf('good'))
  const urls = ['good', ...slugs].map((slug) => [slug, placeOf(slug)])
  const env = await prepareServer(dir, Object.fromEntries(urls))
  let server = await startServer(env)
  let minor = 0
  return {
    get server() {
      return server
    },
    suffer: async (slug, attack) => {
      await build(attack, placeOf(slug))
      minor += 1
      const watch = watchServer(server.url, server.pid)
      try {
        const measured = await measure(server, { slug, attack, good, minor })
        return { ...measured, watched: await watch.stop() }
      } catch (error) {
        const { failures } = await watch.stop()
        throw new Error(describe(error, failures, server.errors()))
      }
    },
    restart: async () => {
      await server.stop('SIGTERM')
      server = await startServer(env)
    },
    close: async () => void (await server.stop('SIGKILL')),
  }
}

/** The server sees the whole repository or none. */
async function build(attack: Attack, place: string): Promise<void> {
  const writer = await openObjectWriter(`${place}.new`)
  await attack.build(writer)
  writer.close()
  renameSync(`${place}.new`, place)
}

function describe(error: unknown, failures: readonly string[], written: string): string {
  const health = `/health: ${failures.length === 0 ? 'always fine' : failures.slice(0, 5)}`
  return [error instanceof Error ? error.message : error, health, written.slice(0, 3000)].join('\n')
}

type Suffered = {
  readonly slug: string
  readonly attack: Attack
  readonly good: GitRepo
  readonly minor: number
}

async function measure(
  server: Server,
  { slug, attack, good, minor }: Suffered,
): Promise<Omit<Report, 'watched'>> {
  const { url } = server
  await requestSync(url, slug)
  const released = await release(good, minor)
  await requestSync(url, 'good')
  const [repo] = await Promise.all([
    until(server, 'The hostile repository is still read', () => findSettled(url, slug)),
    until(server, 'The good repository is not synced', async () =>
      (await resolveStage(url)) === released ? released : null,
    ),
  ])
  const dryRun = attack.dryRun === undefined ? null : await runDry(url, slug, attack.dryRun)
  return { repo, dryRun, answers: await readAnswers(url, slug) }
}

/** What `ask` answers once it is something; a request that fails is made again while the server lives. */
async function until<Value>(
  server: Server,
  otherwise: string,
  ask: () => Promise<Value | null>,
): Promise<Value> {
  const end = performance.now() + SETTLED_MS
  let hasEnded = false
  server.exit.then(() => {
    hasEnded = true
  })
  for (;;) {
    const value = await ask().catch(() => null)
    if (value !== null) return value
    if (hasEnded) throw new Error('The server has ended')
    if (performance.now() > end) throw new Error(`${otherwise} after ${SETTLED_MS} ms`)
    await pause(100)
  }
}

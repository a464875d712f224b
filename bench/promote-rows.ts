import { cpSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { openDatabase } from '@/lib/database/database'
import { executeCommand } from '@/lib/promote/execute/execute-command'
import { parseTagName } from '@/lib/registry/tag-name'
import {
  assign,
  buildActor,
  buildRequest,
  openPromoteWorld,
  type PromoteWorld,
} from '@/lib/testing/promote-world'
import { median, time } from './measure'
import { runGit } from './run-git'
import type { SyntheticRepo } from './synthetic-repo'
import { formatMs, type Row } from './table'
import { withTempDir } from './temp-dir'

const RUNS = 15
/** After the last tag of every synthetic repository. */
const NOW = new Date(1_900_000_000_000)

/** From the click to the tag that the remote confirms, beside a bare push of one tag, on a copy of the remote. */
export async function measurePromote(repo: SyntheticRepo): Promise<readonly Row[]> {
  return await withTempDir(async (dir) => {
    const remote = path.join(dir, 'remote.git')
    cpSync(repo.dir, remote, { recursive: true })
    const clone = path.join(dir, 'clone.git')
    await runGit('/', ['clone', '-q', '--bare', pathToFileURL(remote).href, clone])
    const dataDir = path.join(dir, 'data')
    const database = await openDatabase({ dataDir, databaseUrl: null })
    const world = await openPromoteWorld(database, {
      repos: { ml: pathToFileURL(remote).href },
      dataDir,
      now: () => NOW,
    })
    try {
      return await measureClicks(world, { clone, tags: repo.shape.tags })
    } finally {
      await world.close()
      await database.close()
    }
  })
}

async function measureClicks(
  world: PromoteWorld,
  on: { readonly clone: string; readonly tags: number },
): Promise<readonly Row[]> {
  const versions = await listVersions(on.clone)
  await promote(world, versions[RUNS])
  const confirmed: number[] = []
  const indexed: number[] = []
  const git: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    git.push(await pushTag(on.clone, run))
    await world.sync('ml')
    const click = await promote(world, versions[run])
    confirmed.push(click.confirmed)
    indexed.push(click.indexed)
  }
  const name = `${on.tags.toLocaleString('en')} tags`
  const against = `${formatMs(median(git))} git push of one tag`
  const row = (what: string, samples: readonly number[]) => ({
    what: `${what}, ${name}`,
    measured: formatMs(median(samples)),
    against,
    ratio: median(samples) / median(git),
  })
  const target = { kind: 'ratio-at-most', limit: 3 } as const
  return [
    { ...row('click to confirmed tag', confirmed), target },
    { ...row('click to indexed tag', indexed), target: null },
  ]
}

type Version = { readonly artifact: string; readonly version: string }

async function promote(world: PromoteWorld, asked: Version | undefined) {
  if (asked === undefined) throw new Error('no version')
  const started = performance.now()
  let confirmed = 0
  const context = {
    ...world.promote,
    onState: ({ state }: { readonly state: string }) => {
      if (state === 'confirmed') confirmed = performance.now() - started
    },
  }
  const command = assign(asked.artifact, asked.version, 'canary')
  const outcome = await executeCommand(context, buildActor('ada'), buildRequest([command]))
  if (outcome.kind !== 'command' || outcome.command.state !== 'indexed') {
    throw new Error(`a promotion was not written: ${JSON.stringify(outcome)}`)
  }
  return { confirmed, indexed: performance.now() - started }
}

/** Registered versions, the newest first. */
async function listVersions(clone: string): Promise<readonly Version[]> {
  const format = '--format=%(refname:strip=2)'
  const text = await runGit(clone, ['for-each-ref', '--sort=-taggerdate', format, 'refs/tags/'])
  return text.split('\n').flatMap((name) => {
    const parsed = parseTagName(name)
    if (parsed?.kind !== 'registration') return []
    return [{ artifact: parsed.artifact, version: parsed.version }]
  })
}

async function pushTag(clone: string, run: number): Promise<number> {
  const name = `bare-${run}`
  await runGit(clone, ['tag', '-a', '-m', 'bare', name, 'refs/heads/main'])
  const pushed = await time(() => runGit(clone, ['push', '-q', 'origin', `refs/tags/${name}`]))
  return pushed.ms
}

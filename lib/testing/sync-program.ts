import { openDatabase } from '@/lib/database/database'
import { acquireLease, releaseAllLeases } from '@/lib/database/lease'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import { syncRepo } from '@/lib/sync/sync-repo'
import { openSyncFixture } from './sync-fixture'

/**
 * One sync in a process of its own, for tests that kill it: `tsx sync-program.ts DATA_DIR REMOTE [PHASE]`.
 * Prints each phase when it begins and the outcome at the end, a line each. It ends itself, as by kill -9, at the moment
 * when PHASE begins.
 */
async function main(dataDir: string, remote: string, killAt: string): Promise<void> {
  const database = await openDatabase({ dataDir, databaseUrl: null })
  await releaseAllLeases(database)
  const fixture = await openSyncFixture(database, { repos: { ml: remote }, dataDir })
  const lease = await acquireLease(database, 'sync:ml', { holder: 'program', seconds: 600 })
  const [repo] = fixture.context.config.repos
  if (!lease || !repo) throw new Error('no lease')
  let phase = ''
  const outcome = await syncRepo(fixture.context, {
    repo,
    mirror: await openRepoMirror(fixture.context.config, repo),
    lease,
    now: () => new Date(),
    signal: new AbortController().signal,
    report: (progress) => {
      if (progress.phase !== phase) console.log(progress.phase)
      phase = progress.phase
      if (phase === killAt) process.kill(process.pid, 'SIGKILL')
    },
  })
  console.log(outcome)
  await fixture.close()
  await database.close()
}

const [dataDir = '', remote = '', killAt = ''] = process.argv.slice(2)
await main(dataDir, remote, killAt)

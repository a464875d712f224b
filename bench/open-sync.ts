import { openDatabase } from '@/lib/database/database'
import { acquireLease, releaseLease } from '@/lib/database/lease'
import { writeRepos } from '@/lib/index/write/write-repos'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import type { SyncContext } from '@/lib/sync/context'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import type { ReportProgress } from '@/lib/sync/progress'
import { type SyncOutcome, syncRepo } from '@/lib/sync/sync-repo'
import { buildConfig, buildRepoConfig } from '@/lib/testing/config'

export type BenchSync = {
  readonly context: SyncContext
  readonly slug: string
  readonly run: (report: ReportProgress) => Promise<SyncOutcome>
  readonly close: () => Promise<void>
}

/** All that a sync of one remote needs, with an embedded database under `dataDir`. */
export async function openSync(url: string, dataDir: string): Promise<BenchSync> {
  const repo = buildRepoConfig({ slug: 'bench', remote: url })
  const config = buildConfig({
    repos: [repo],
    stageOrder: ['dev', 'staging', 'production'],
    dataDir,
  })
  const database = await openDatabase({ dataDir, databaseUrl: null })
  const parser = openYamlParser()
  const context: SyncContext = { config, database, parser, withReadLock: (_lock, use) => use() }
  const mirror = await openRepoMirror(config, repo)
  await writeRepos(database, [{ slug: repo.slug, url }])
  const lease = await acquireLease(database, `sync:${repo.slug}`, {
    holder: 'bench',
    seconds: 3600,
  })
  if (!lease) throw new Error('no lease')
  const fixed = { repo, mirror, lease, now: () => new Date(), signal: new AbortController().signal }
  return {
    context,
    slug: repo.slug,
    run: (report) => syncRepo(context, { ...fixed, report }),
    close: async () => {
      await releaseLease(database, lease)
      await parser.close()
      await database.close()
    },
  }
}

import { getConfig } from '@/lib/config/get-config'
import { openDatabase } from '@/lib/database/database'
import { requireGitVersion } from '@/lib/git/git-version'
import { startSyncs } from '@/lib/sync/start'

/**
 * `npm run worker`: syncs repositories for servers that share its PostgreSQL server, and serves no pages. It reads the
 * same signet.yaml.
 */
async function main(): Promise<void> {
  const config = getConfig()
  if (config.databaseUrl === null) {
    throw new Error(
      'A worker of its own needs DATABASE_URL: the embedded database belongs to one server, which runs its own workers.',
    )
  }
  await requireGitVersion()
  const database = await openDatabase(config)
  const syncs = await startSyncs(config, database)
  console.log(`Signet syncs ${config.repos.length} repositories. Ctrl-C stops it.`)
  const stop = async () => {
    await syncs.stop()
    await database.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}

main().catch((error: unknown) => {
  console.error(`Signet cannot start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { startServer, waitForSyncs } from '@/e2e/start-server'
import { openDatabase } from '@/lib/database/database'
import { buildApp } from '@/scripts/steps/build-app.mjs'
import { type Filling, fillModels, listSlugs } from './fill-models'
import { withTempDir } from './temp-dir'

/** A token of signet.yaml that may read. */
const READ_TOKEN = 'token-of-signet-yaml-that-reads-0123456789'

/** Runs `use` with the address of the built server over an embedded database with these models. Everybody may read.
 *  The remotes do not exist: the first syncs fail before `use` is called, and none follows soon. */
export async function withFilledServer<Value>(
  filling: Filling,
  use: (url: string) => Promise<Value>,
): Promise<Value> {
  await buildApp()
  return await withTempDir(async (dir) => {
    const dataDir = path.join(dir, 'data')
    const database = await openDatabase({ dataDir, databaseUrl: null })
    // A slug that names another repository than before would lose its models.
    await fillModels(database, filling, (slug) => path.join(dir, 'remotes', `${slug}.git`))
    await database.close()
    const file = path.join(dir, 'signet.yaml')
    mkdirSync(path.join(dir, 'remotes'))
    writeFileSync(file, formatConfig(listSlugs(filling)))
    const server = await startServer({ SIGNET_CONFIG: file, SIGNET_DATA_DIR: dataDir })
    try {
      await waitForSyncs(server.url)
      return await use(server.url)
    } finally {
      await server.stop('SIGTERM')
    }
  })
}

function formatConfig(slugs: readonly string[]): string {
  const repos = slugs.map((slug) => `  - { slug: ${slug}, url: ./remotes/${slug}.git, poll: 7d }\n`)
  return `local_repos: ./remotes
auth:
  anonymous: viewer
  tokens: [{ name: bench, value: ${READ_TOKEN}, scopes: [read] }]
repos:
${repos.join('')}`
}

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { waitForPort } from '@/lib/testing/free-port'
import type { GitRepo } from '@/lib/testing/git-repo'
import { type HttpRemote, startHttpRemote } from '@/lib/testing/http-remote'
import { createSshKey } from '@/lib/testing/signing-keys'
import { createTempDir } from '@/lib/testing/temp-dir'
import { ADMIN_TOKEN, asAdmin } from '../admin-token'
import { PROGRAM_AUTH, requireBuild } from '../hostile/prepare-server'
import { type Server, type ServerEnv, startServer, waitForSyncs } from '../start-server'
import { createFaultRepo, MODELS } from './fault-repo'

export type FaultWorld = {
  readonly server: Server
  readonly env: ServerEnv
  readonly dataDir: string
  /** Of the server and all of its processes. */
  readonly tempDir: string
  /** The repository of the commands, and the one that another person pushes to. */
  readonly written: GitRepo
  readonly pushed: GitRepo
  /** Serves both; its processes are not the server's. */
  readonly remote: HttpRemote
  /** Starts the server again, on the same port and data. */
  start(): Promise<void>
  /** Stops the server as a person does. */
  stop(): Promise<void>
}

/** The built server over two repositories of which one is asked for news all the time; until the test ends. */
export async function openFaultWorld(
  more: ServerEnv = {},
  models: readonly string[] = MODELS,
): Promise<FaultWorld> {
  requireBuild()
  const dir = createTempDir('faults')
  const written = await createFaultRepo(path.join(dir, 'written.git'), models)
  const pushed = await createFaultRepo(path.join(dir, 'pushed.git'))
  const remote = await startHttpRemote({ root: dir })
  const config = path.join(dir, 'signet.yaml')
  writeFileSync(config, formatConfig(remote.url(written.dir), remote.url(pushed.dir)))
  const dataDir = path.join(dir, 'data')
  const tempDir = path.join(dir, 'temp')
  mkdirSync(tempDir)
  if (more.DATABASE_URL === undefined) await copyEmbeddedTo(dataDir)
  const env = {
    ...{ SIGNET_CONFIG: config, SIGNET_DATA_DIR: dataDir, SIGNET_ADMIN_TOKEN: ADMIN_TOKEN },
    ...{ TMPDIR: tempDir, ...more },
  }
  let server = await startServer(env)
  onTestFinished(async () => {
    await server.stop('SIGKILL')
    await remote.close()
  })
  const { port } = new URL(server.url)
  await waitForSyncs(server.url, asAdmin)
  return {
    get server() {
      return server
    },
    ...{ env, dataDir, tempDir, written, pushed, remote },
    start: async () => {
      await waitForPort(Number(port))
      server = await startServer({ ...env, PORT: port })
    },
    stop: async () => {
      const { code, signal } = await server.stop('SIGTERM')
      if (code !== 0) throw new Error(`the server ended with ${code ?? signal}`)
    },
  }
}

function formatConfig(written: string, pushed: string): string {
  const key = `"\${file:${createSshKey().file}}"`
  return `service_account: { name: Signet, email: signet@example.com, sign: ssh, key: ${key} }
${PROGRAM_AUTH}repos:
  - { slug: written, url: "${written}", poll: 1d }
  - { slug: pushed, url: "${pushed}", poll: 5s }
`
}

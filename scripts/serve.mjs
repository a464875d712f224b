// Starts the built server from its own folder, where Next's server.js would change into that folder first:
// paths of the environment are meant from where the command was given.
import { existsSync } from 'node:fs'
import path from 'node:path'

// Whoever reads the log may go away. Unheard, each failed write would be an exception, logged by the next write.
for (const log of [process.stdout, process.stderr]) log.on('error', () => {})

const { env } = process
env.NODE_ENV = 'production'
// Next reads HOSTNAME, which shells and containers set to the machine's name.
env.HOSTNAME = env.HOST || '127.0.0.1'
env.SIGNET_DATA_DIR = path.resolve(env.SIGNET_DATA_DIR || '.signet')
const config = path.resolve(env.SIGNET_CONFIG || 'signet.yaml')
if (env.SIGNET_CONFIG || existsSync(config)) env.SIGNET_CONFIG = config

// Next would print its own error, and listen on another port where PORT is no number.
const { findPortTrouble } = await import(
  new URL('./lib/http/find-port-trouble.mjs', import.meta.url).href
)
const trouble = await findPortTrouble(env.HOSTNAME, env.PORT || '3000', 'node serve.mjs')
if (trouble !== null) {
  console.error(`\nSignet cannot start: ${trouble}\n`)
  process.exit(1)
}

const { limitServers } = await import(new URL('./lib/http/limit-server.mjs', import.meta.url).href)
limitServers()
await import(new URL('./server.js', import.meta.url).href)

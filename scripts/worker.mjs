// npm run worker: syncs the repositories of signet.yaml for servers that share its PostgreSQL server, and serves no pages.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { buildPrograms, PROGRAMS_FOLDER } from './steps/build-programs.mjs'
import { generateClient } from './steps/generate-client.mjs'
import { installPackages } from './steps/install-packages.mjs'
import { requireTools } from './steps/require-tools.mjs'
import { root } from './steps/root.mjs'
import { reportFailure, StartError } from './steps/start-error.mjs'

const { env } = process

/** Ctrl-C reaches the worker itself; SIGTERM is passed on. */
function runWorker(workerEnv) {
  return new Promise((resolve, reject) => {
    const program = path.join(root, PROGRAMS_FOLDER, 'worker.mjs')
    const child = spawn(process.execPath, [program], {
      cwd: root,
      env: workerEnv,
      stdio: 'inherit',
    })
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

try {
  requireTools()
  const config = path.resolve(root, env.SIGNET_CONFIG || 'signet.yaml')
  if (!existsSync(config)) {
    throw new StartError(`A worker reads signet.yaml, and ${config} does not exist.`)
  }
  await installPackages()
  await generateClient()
  await buildPrograms()
  process.exitCode = await runWorker({
    ...env,
    SIGNET_CONFIG: config,
    SIGNET_DATA_DIR: path.resolve(root, env.SIGNET_DATA_DIR || '.signet'),
  })
} catch (error) {
  reportFailure(error)
}

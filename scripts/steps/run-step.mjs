import { spawn } from 'node:child_process'
import { root } from './root.mjs'
import { StartError } from './start-error.mjs'

/**
 * Runs a program of the project without a shell. Its output is kept and shown only when it fails.
 * Throws a StartError then. `env` is laid over this process's.
 */
export async function runStep(title, command, args, { env = {} } = {}) {
  process.stdout.write(`${title} ... `)
  const started = Date.now()
  const { code, output } = await collect(command, args, env)
  if (code !== 0) {
    console.log('failed')
    process.stderr.write(output)
    throw new StartError(`${title} failed. What it said stands above.`)
  }
  console.log(`done (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}

/**
 * Runs a program with this terminal as its own; the result is its exit code, 1 where a signal ended it. One that runs
 * longer than `minutes` is ended, with the processes that it started.
 */
export function runShown(command, args, { env = {}, minutes = 45 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment(env),
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    })
    const end = () => process.kill(-child.pid, 'SIGKILL')
    const onSignal = () => {
      end()
      process.exit(130)
    }
    const timer = setTimeout(end, minutes * 60_000)
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
      resolve(code ?? 1)
    })
  })
}

function collect(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks) }))
  })
}

function environment(env) {
  return { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CHECKPOINT_DISABLE: '1', ...env }
}

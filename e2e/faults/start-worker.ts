import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { collectExit, type Exit, type ServerEnv, serverEnv } from '../start-server'

export type Worker = {
  stop(): Promise<Exit>
}

/** `npm run worker`, as soon as it syncs; until the test ends. */
export async function startWorker(env: ServerEnv): Promise<Worker> {
  const child = spawn(process.execPath, ['scripts/worker.mjs'], {
    env: serverEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { exit } = collectExit(child)
  onTestFinished(() => void child.kill('SIGTERM'))
  const ended = exit.then(({ errors }) => {
    throw new Error(`the worker ended: ${errors}`)
  })
  await Promise.race([once(child.stdout, 'data'), ended])
  return {
    stop: () => {
      child.kill('SIGTERM')
      return exit
    },
  }
}

import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { findFreePort } from '@/lib/testing/free-port'
import { createTempDir } from '@/lib/testing/temp-dir'
import { standalone } from '@/scripts/steps/build-app.mjs'
import { serverEnv } from './start-server'

test('a server whose log has no reader keeps serving and can be stopped', async () => {
  const port = String(await findFreePort())
  const dataDir = path.join(createTempDir('log'), 'data')
  await copyEmbeddedTo(dataDir)
  const env = { PORT: port, SIGNET_DATA_DIR: dataDir }
  const child = spawn(process.execPath, [path.join(standalone, 'serve.mjs')], {
    env: serverEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  child.stderr.destroy()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const ready = () =>
    fetch(`http://127.0.0.1:${port}/api/v1/ready`).then(
      (response) => response.status,
      () => 0,
    )
  try {
    await expect.poll(ready, { timeout: 150_000 }).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    child.kill('SIGKILL')
  }
})

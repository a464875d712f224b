import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writeRepos } from '@/lib/index/write/write-repos'
import { readSyncState } from '@/lib/journal/sync-state'
import { openOwnDatabase } from '@/lib/testing/database'
import { createChurn } from '@/lib/testing/promote-setting'
import { createTempDir } from '@/lib/testing/temp-dir'

/** `npm run worker` with a signet.yaml that names one repository. */
async function startWorker(env: Readonly<Record<string, string>>) {
  const dir = createTempDir('worker')
  const { repo } = await createChurn()
  mkdirSync(path.join(dir, 'remotes'))
  renameSync(repo.dir, path.join(dir, 'remotes/ml.git'))
  const config = path.join(dir, 'signet.yaml')
  writeFileSync(config, 'local_repos: ./remotes\nrepos: [{ slug: ml, url: ./remotes/ml.git }]\n')
  const child = spawn(process.execPath, ['.next/programs/worker.mjs'], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      SIGNET_CONFIG: config,
      SIGNET_DATA_DIR: path.join(dir, 'data'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  return { child, ended: once(child, 'close'), errors: () => errors }
}

test('a separate worker syncs for servers that share its database, and stops on request', async () => {
  const { database, options, remove } = await openOwnDatabase('server')
  await writeRepos(database, [{ slug: 'ml', url: 'ml' }])
  const worker = await startWorker({ DATABASE_URL: options.databaseUrl ?? '' })
  const [line] = await once(worker.child.stdout, 'data')
  expect(String(line)).toBe('Signet syncs 1 repositories. Ctrl-C stops it.\n')
  const status = async () => (await readSyncState(database, 'ml'))?.status
  await expect.poll(status).toBe('ok')
  worker.child.kill('SIGTERM')
  expect(await worker.ended).toEqual([0, null])
  expect(worker.errors()).toBe('')
  await remove()
})

test('a separate worker without a PostgreSQL server states what it needs', async () => {
  const worker = await startWorker({})
  expect(await worker.ended).toEqual([1, null])
  expect(worker.errors()).toBe(
    'Signet cannot start: A worker of its own needs DATABASE_URL: the embedded database belongs to one server, which runs its own workers.\n',
  )
})

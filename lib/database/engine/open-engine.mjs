import { mkdirSync, writeFileSync } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'

/** V8 optimizes a function of PostgreSQL after it has run this much of its code, in bytes. By itself it does so some fifty
 *  times sooner: a start then spends more on functions that run for a moment than on everything else. */
const OPTIMIZE_AFTER = 100_000_000
setFlagsFromString(`--wasm-tiering-budget=${OPTIMIZE_AFTER}`)

/** PGlite's own 128 MB of shared buffers would all be touched in time. */
const BUFFERS_MB = { least: 16, most: 128 }

/** @param {number} megabytes */
function formatOptions(megabytes) {
  return {
    extensions: { pg_trgm },
    startParams: [
      ...PGlite.defaultStartParams,
      ...['-c', `shared_buffers=${megabytes}MB`, '-c', 'wal_buffers=1MB'],
    ],
  }
}

/** Megabytes of shared buffers: half the size of the tables as they are at the start. A word that many models have is
 *  looked for in all pages of a table, and reading a page from a file takes many times as long. @param {string} directory */
async function chooseBuffers(directory) {
  const entries = await readdir(path.join(directory, 'base'), {
    recursive: true,
    withFileTypes: true,
  })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  )
  const megabytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 2 / 2 ** 20)
  return Math.min(Math.max(megabytes, BUFFERS_MB.least), BUFFERS_MB.most)
}

/** Opens PGlite on a directory, or throws an error with the code `database-broken`. @param {string} directory */
export async function openEngine(directory) {
  try {
    return await PGlite.create(directory, formatOptions(await chooseBuffers(directory)))
  } catch (error) {
    throw broken(directory, error instanceof Error ? error.message : String(error))
  }
}

/** @param {string} directory @param {string} reason */
export function broken(directory, reason) {
  const message =
    `The embedded database in ${directory} cannot be opened: ${reason}. ` +
    'With that directory moved away, the next start builds the registry again from Git.'
  return Object.assign(new Error(message), { code: 'database-broken' })
}

/**
 * Makes a new database. It appears under its name whole: a process killed meanwhile leaves nothing that looks like one.
 * It is made in memory, which takes a third of the memory and less time than PGlite's way through an archive.
 * @param {string} directory
 */
export async function createDirectory(directory) {
  const engine = await PGlite.create('memory://', formatOptions(BUFFERS_MB.least))
  const { FS } = engine.Module
  await engine.close()
  const draft = `${directory}.new`
  await rm(draft, { recursive: true, force: true })
  copyOut(FS, PGlite.paths.PGDATA, draft)
  await rename(draft, directory)
}

function copyOut(FS, from, to) {
  mkdirSync(to, { mode: 0o700 })
  for (const name of FS.readdir(from)) {
    const source = `${from}/${name}`
    const target = path.join(to, name)
    if (name === '.' || name === '..') continue
    if (FS.isDir(FS.stat(source).mode)) copyOut(FS, source, target)
    else writeFileSync(target, FS.readFile(source), { mode: 0o600 })
  }
}

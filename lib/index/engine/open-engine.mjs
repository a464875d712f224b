import { mkdirSync, writeFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'

const OPTIONS = {
  extensions: { pg_trgm },
  // PGlite's own 128 MB of shared buffers would all be touched in time; the system caches the files anyway.
  startParams: [
    ...PGlite.defaultStartParams,
    ...['-c', 'shared_buffers=16MB', '-c', 'wal_buffers=1MB'],
  ],
}

/** Opens PGlite on a directory, or throws an error with the code `database-broken`. @param {string} directory */
export async function openEngine(directory) {
  try {
    return await PGlite.create(directory, OPTIONS)
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
  const engine = await PGlite.create('memory://', OPTIONS)
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

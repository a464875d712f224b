import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openDatabase } from '@/lib/database/database'
import { listProcesses } from '@/lib/testing/process-tree'

/** Processes of this machine that have the folder in their command line or environment, but for a server's own. */
export function listUsers(dir: string, server = 0): readonly string[] {
  const own = new Set([process.pid, ...listProcesses(server)].map(String))
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && !own.has(pid))
    .filter((pid) =>
      ['cmdline', 'environ'].some((file) => readOr(`/proc/${pid}/${file}`).includes(dir)),
    )
    .map((pid) => `${pid} ${readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`)
}

/** Locks and half-written files of a server and its git. */
const LEFT = /\.lock(?:\.|$)|^tmp_|[.-]tmp-|\.new$|^signet-|^\.s\.PGSQL/

/** What a server that has stopped should have taken away, below its data directory or its place for temporary files. */
export function listLeftFiles(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true })
    .map(String)
    .filter((file) => LEFT.test(path.basename(file)))
}

/** Leases in the database of a server that has stopped, and its commands that are neither done nor refused. */
export async function listLeftRows(dataDir: string, url: string | null): Promise<unknown[]> {
  const database = await openDatabase({ dataDir, databaseUrl: url })
  const { rows } = await database.query(`
    SELECT name AS left FROM leases WHERE expires_at IS NOT NULL
    UNION ALL SELECT id || ' ' || state FROM commands WHERE state NOT IN ('indexed', 'refused')`)
  await database.close()
  return rows
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // it has ended, or is another user's
  }
}

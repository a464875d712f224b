import { rename, rm, stat } from 'node:fs/promises'
import type { PGlite } from '@electric-sql/pglite'
import { Pool } from 'pg'
import { IndexError } from './index-error'

export type EmbeddedPool = { readonly pool: Pool; close(): Promise<void> }

/** PostgreSQL inside this process (PGlite) behind a pool of node-postgres. It has one connection: a second
 *  query waits for the first. Only one process may have `dir` open; see `lockDirectory`. Throws IndexError. */
export async function openEmbeddedPool(dir: string): Promise<EmbeddedPool> {
  if (!(await exists(dir))) await createDirectory(dir)
  const engine = await openEngine(dir)
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres')
  const config = createPgConfig(engine)
  const { connection } = config
  const parse = connection.parse.bind(connection)
  // node-postgres passes on Prisma's `types`, an object of value parsers; PGlite expects type ids there.
  connection.parse = ({ name, text }: { name: string; text: string }) => parse({ name, text })
  // The connection is never given up: its end would be PGlite's end.
  const pool = new Pool({ ...config, max: 1, idleTimeoutMillis: 0 })
  return {
    pool,
    async close() {
      await pool.end()
      await engine.close()
    },
  }
}

/** A new database appears under its name whole: a process killed while it is made leaves nothing that looks like one. */
async function createDirectory(dir: string): Promise<void> {
  const draft = `${dir}.new`
  await rm(draft, { recursive: true, force: true })
  const engine = await openEngine(draft)
  await engine.close()
  await rename(draft, dir)
}

async function openEngine(dir: string): Promise<PGlite> {
  const [{ PGlite }, { pg_trgm }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/contrib/pg_trgm'),
  ])
  try {
    return await PGlite.create(dir, { extensions: { pg_trgm } })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new IndexError(
      'database-broken',
      `The embedded database in ${dir} cannot be opened: ${reason}. ` +
        'With that directory moved away, the next start builds the registry anew from Git.',
    )
  }
}

async function exists(dir: string): Promise<boolean> {
  try {
    await stat(dir)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

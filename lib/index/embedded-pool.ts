import type { PGlite } from '@electric-sql/pglite'
import { Pool } from 'pg'

export type EmbeddedPool = { readonly pool: Pool; close(): Promise<void> }

/** PostgreSQL inside this process (PGlite) behind a pool of node-postgres. It has one connection: a second
 *  query waits for the first. Only one process may have `dir` open; see `lockDirectory`. */
export async function openEmbeddedPool(dir: string): Promise<EmbeddedPool> {
  const [{ PGlite }, { createPgConfig }, { pg_trgm }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/node-postgres'),
    import('@electric-sql/pglite/contrib/pg_trgm'),
  ])
  const engine: PGlite = await PGlite.create(dir, { extensions: { pg_trgm } })
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

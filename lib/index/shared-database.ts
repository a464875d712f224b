import type { Database } from './database'

/** Set by the process at start and kept on globalThis: a bundler may load this module several times. */
const shared = globalThis as { signetDatabase?: Promise<Database> }

/** Makes `database` what `getDatabase` gives in this process; a failed opening is thrown there. */
export function setDatabase(database: Promise<Database>): void {
  shared.signetDatabase = database
}

/** The process's database, as soon as it is open. */
export async function getDatabase(): Promise<Database> {
  if (shared.signetDatabase === undefined) throw new Error('the database was not opened at start')
  return shared.signetDatabase
}

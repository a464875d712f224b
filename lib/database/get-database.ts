import { openSlot } from '@/lib/runtime'
import type { Database } from './database'

export const processDatabase = openSlot<Database>('database')

/** The database of this process. Throws until the process has opened it. */
export function getDatabase(): Database {
  const database = processDatabase.get()
  if (database === null) throw new Error('the database was not opened at start')
  return database
}

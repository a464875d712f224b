import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** The process that has the embedded database below `dataDir` open, as its lock file says. */
export async function readEnginePid(dataDir: string): Promise<number> {
  return JSON.parse(await readFile(path.join(dataDir, 'database.lock'), 'utf8')).pid
}

import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** `pg` makes the name of the socket from a directory (its host) and a port. */
export const SOCKET_PORT = 5432
export const SOCKET_NAME = `.s.PGSQL.${SOCKET_PORT}`

/** The sun_path of macOS has 104 bytes, with the NUL at the end; that of Linux 108. */
const MAX_PATH_BYTES = 103

/** The directory of the socket, which the process of the database makes for this user alone: below the data directory
 *  where the name is short enough for a socket, else a new one among the temporary files. */
export function chooseSocketDir(dataDir: string): string {
  const dir = path.join(path.resolve(dataDir), 'socket')
  const bytes = Buffer.byteLength(path.join(dir, SOCKET_NAME))
  return bytes <= MAX_PATH_BYTES ? dir : path.join(tmpdir(), `signet-${randomUUID().slice(0, 13)}`)
}

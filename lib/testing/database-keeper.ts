import { createServer, type Socket } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Database } from '@/lib/database/database'
import { KEEPER } from './ask-keeper'
import { startMigratedServer } from './database'
import { emptyKept, type KeptDatabase, openKept } from './kept-databases'
import { createTempDir } from './temp-dir'

/**
 * Lends databases to the processes of test files, each to one at a time, as starting one takes longer than most tests.
 * A line asks for one, a line of JSON answers, and the end of the connection gives it back.
 */
export async function startKeeper(): Promise<void> {
  const idle: Record<Database['kind'], KeptDatabase[]> = { embedded: [], server: [] }
  let postgres: Promise<string> | null = null
  const lend = async (form: Database['kind'], socket: Socket) => {
    const kept = idle[form].pop() ?? (await openKept(form))
    answer(socket, kept.database.address)
    socket.once('end', async () => {
      // Where the test has broken it, it cannot be emptied.
      if (await emptyKept(kept).catch(() => false)) idle[form].push(kept)
      else await kept.database.close()
      socket.end()
    })
  }
  const serve = async (request: string, socket: Socket) => {
    if (request === 'embedded' || request === 'server') return lend(request, socket)
    postgres ??= startMigratedServer()
    answer(socket, await postgres)
    socket.once('end', () => socket.end())
  }
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {}) // its process was killed
    createInterface({ input: socket }).once('line', (line) => serve(line, socket))
  })
  const place = path.join(createTempDir('keeper'), 'socket')
  await new Promise<void>((resolve) => server.listen(place, resolve))
  server.unref()
  process.env[KEEPER] = place
}

function answer(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`)
}

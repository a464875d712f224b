import { connect, type Socket } from 'node:net'
import { MessageReader } from '@/lib/database/engine/message-reader.mjs'
import { formatMessage, formatStartup, text } from '@/lib/database/engine/messages.mjs'

/** A connection that sends what it is told: for what no driver sends. */
export type RawConnection = {
  readonly socket: Socket
  /** The types of the messages received so far, without those of the start-up. */
  types(): string
  /** The first column of each row received so far. */
  values(): string[]
  readonly ended: Promise<void>
}

/** Connects to a PostgreSQL socket and waits until it takes queries. */
export async function openRawConnection(path: string): Promise<RawConnection> {
  const socket = connect(path)
  const reader = new MessageReader(2 ** 30)
  reader.endStartup()
  const received: Buffer[] = []
  let started = () => {}
  const ready = new Promise<void>((resolve) => {
    started = resolve
  })
  socket.on('data', (chunk: Buffer) => {
    for (const message of reader.read(chunk)) {
      received.push(Buffer.from(message))
      if (typeOf(message) === 'Z') started()
    }
  })
  socket.on('error', () => {})
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.write(formatStartup())
  await ready
  received.length = 0
  return {
    socket,
    types: () => received.map(typeOf).join(''),
    values: () => received.filter((message) => typeOf(message) === 'D').map(readFirstColumn),
    ended,
  }
}

function typeOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0)
}

function readFirstColumn(row: Buffer): string {
  return row.toString('utf8', 11, 11 + row.readInt32BE(7))
}

/** Parse, Bind, Describe and Execute of a statement without parameters; no Sync. */
export function formatCycle(sql: string): Buffer {
  return Buffer.concat([
    formatMessage('P', text(''), text(sql), Buffer.alloc(2)),
    formatMessage('B', text(''), text(''), Buffer.alloc(6)),
    formatMessage('D', text('P')),
    formatMessage('E', text(''), Buffer.alloc(4)),
  ])
}

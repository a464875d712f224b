import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Below the ports that systems give to outgoing connections: one of those could take the port of a server that is being
 *  started again. */
const MIN_PORT = 12_000
const MAX_PORT = 32_000

/** A port of 127.0.0.1 that nothing uses. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(MIN_PORT, MAX_PORT)
    if (await isFree(port)) return port
  }
}

/** Waits until nothing uses the port: another test may just try whether it is free. */
export async function waitForPort(port: number): Promise<void> {
  const until = Date.now() + 120_000
  while (!(await isFree(port))) {
    if (Date.now() > until) throw new Error(`port ${port} is in use`)
    await pause(50)
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

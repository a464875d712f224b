import net from 'node:net'
import { StartError } from './start-error.mjs'

/** Throws a StartError where the server could not listen. */
export async function requireFreePort(host, port) {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StartError(`PORT is "${port}"; it has to be a number from 0 to 65535.`)
  }
  const code = await tryListen(host, Number(port))
  if (code === null) return
  if (code === 'EADDRINUSE') {
    const other = Number(port) + 1
    throw new StartError(
      `Port ${port} is already in use. Choose another one: PORT=${other} npm start`,
    )
  }
  throw new StartError(`Cannot listen on ${host}, port ${port} (${code}).`)
}

function tryListen(host, port) {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', (error) => resolve(error.code))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

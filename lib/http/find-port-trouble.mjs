import net from 'node:net'

/**
 * Why a server cannot listen there, in a sentence with what to do; null when it can. `command` is what was started.
 * @param {string} host
 * @param {string} port
 * @param {string} command
 * @returns {Promise<string | null>}
 */
export async function findPortTrouble(host, port, command) {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return `PORT is "${port}"; it has to be a number from 0 to 65535.`
  }
  const code = await tryListen(host, Number(port))
  if (code === null) return null
  if (code === 'EADDRINUSE') {
    const other = Number(port) + 1
    return `Port ${port} is already in use. Choose another one: PORT=${other} ${command}`
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `HOST is "${host}", which is not an address of this machine.`
  }
  return `Cannot listen on ${host}, port ${port} (${code}).`
}

/** @param {string} host @param {number} port @returns {Promise<string | null>} */
function tryListen(host, port) {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

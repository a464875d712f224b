/** The default ports. */
const USUAL_PORTS: Readonly<Record<string, string>> = { https: '443', http: '80', ssh: '22' }

/**
 * The name that tags are signed for: host and path of the repository's address, without scheme, user,
 * usual port and `.git`, the host in lower case; of a path on this machine its last part. So that
 * https and ssh name the same repository alike, and a signed tag copied to another repository shows.
 * Never empty.
 */
export function formatRegistryRepo(address: string): string {
  const url = /^([a-z]+):\/\/(?:[^@/]*@)?([^/:]*)(?::(\d+))?(\/.*)$/i.exec(address)
  if (url !== null) {
    const [, scheme = '', host = '', port = '', path = ''] = url
    if (scheme.toLowerCase() === 'file') return lastPart(path)
    const usual = port === '' || USUAL_PORTS[scheme.toLowerCase()] === port
    return `${host.toLowerCase()}${usual ? '' : `:${port}`}/${bare(path)}`
  }
  const short = /^(?:[^@/]*@)?([^/:]+):(.+)$/.exec(address)
  if (short === null) return lastPart(address)
  const [, host = '', path = ''] = short
  return `${host.toLowerCase()}/${bare(path)}`
}

function bare(path: string): string {
  return path
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\/*\.git$/, '')
}

/** Without blanks around it, which a trailer cannot keep; the root of this machine has no last part. */
function lastPart(path: string): string {
  const whole = bare(path)
  return whole.slice(whole.lastIndexOf('/') + 1).trim() || '/'
}

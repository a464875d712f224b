import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { rawGitEnv } from './raw-git'

/**
 * What the server does instead of serving Git. `cut`: sends some bytes of each answer and drops
 * the connection; `slow`: one byte per second.
 */
export type HttpFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'status'; readonly status: number }
  /** The same with status 200 for every request. */
  | { readonly kind: 'page'; readonly type: string; readonly body: string }
  /** Serves Git, but no newer version of its protocol than 0. */
  | { readonly kind: 'version-0' }
  /** Serves the files of the repository, as a server without Git does ("dumb"). */
  | { readonly kind: 'files' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'hang' }
  /** Answers once the promise has resolved. */
  | { readonly kind: 'wait'; readonly until: Promise<void> }
  | { readonly kind: 'slow' }
  | { readonly kind: 'cut'; readonly afterBytes: number }

export type HttpRemote = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  /** URL of a repository directory under the served root. */
  url(dir: string): string
  setFault(fault: HttpFault): void
  /** `METHOD path` and the authorization header of every request so far. */
  readonly requests: readonly { readonly line: string; readonly authorization: string | null }[]
  /** Resolves when the next request arrives. */
  nextRequest(): Promise<void>
  close(): Promise<void>
}

/**
 * Serves the repositories below `root` with `git http-backend` over real HTTP on 127.0.0.1,
 * optionally behind basic authentication.
 */
export async function startHttpRemote(options: {
  readonly root: string
  readonly auth?: { readonly username: string; readonly password: string }
}): Promise<HttpRemote> {
  let fault: HttpFault = { kind: 'none' }
  const requests: { line: string; authorization: string | null }[] = []
  const waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    requests.push({
      line: `${request.method} ${request.url}`,
      authorization: request.headers.authorization ?? null,
    })
    for (const resolve of waiting.splice(0)) resolve()
    if (fault.kind === 'hang') return
    if (fault.kind === 'wait') {
      return void fault.until.then(() => serve(options.root, request, response, { kind: 'none' }))
    }
    if (fault.kind === 'status') return void response.writeHead(fault.status).end('fault')
    if (fault.kind === 'page') {
      return void response.writeHead(200, { 'content-type': fault.type }).end(fault.body)
    }
    if (fault.kind === 'files') return sendFile(options.root, request, response)
    if (fault.kind === 'version-0') delete request.headers['git-protocol']
    if (fault.kind === 'redirect') {
      return void response.writeHead(302, { location: fault.to + request.url }).end()
    }
    if (options.auth && request.headers.authorization !== basic(options.auth)) {
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end()
    }
    serve(options.root, request, response, fault)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    requests,
    url: (dir) => `${origin}/${path.relative(options.root, dir)}`,
    setFault: (next) => {
      fault = next
    },
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function basic(auth: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`
}

function sendFile(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://remote')
  try {
    response.writeHead(200).end(readFileSync(path.join(root, decodeURIComponent(pathname))))
  } catch {
    response.writeHead(404).end()
  }
}

/** One CGI run of git http-backend. */
function serve(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: HttpFault,
): void {
  const url = new URL(request.url ?? '/', 'http://remote')
  const header = (name: string) => String(request.headers[name] ?? '')
  const child = spawn('git', ['http-backend'], {
    env: {
      ...rawGitEnv(),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'test',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: header('content-type'),
      ...(request.headers['content-length'] ? { CONTENT_LENGTH: header('content-length') } : {}),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
    },
  })
  request.pipe(child.stdin)
  child.stdin.on('error', () => {}) // http-backend may answer before it has read the whole request
  child.stderr.resume()
  response.on('close', () => child.kill())
  answer(child.stdout, response, fault)
}

/**
 * Turns CGI output (headers, empty line, body) into an HTTP response, with the fault applied to
 * the body.
 */
function answer(output: NodeJS.ReadableStream, response: ServerResponse, fault: HttpFault): void {
  let head: Buffer | null = Buffer.alloc(0)
  let sent = 0
  const body = (chunk: Buffer) => {
    if (fault.kind === 'slow') return drip(chunk, response)
    if (fault.kind === 'cut' && sent + chunk.length > fault.afterBytes) {
      response.write(chunk.subarray(0, fault.afterBytes - sent), () => response.destroy())
      return
    }
    sent += chunk.length
    response.write(chunk)
  }
  output.on('data', (chunk: Buffer) => {
    if (!head) return body(chunk)
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const rest = head.subarray(end + 4)
    writeHead(head.subarray(0, end).toString('latin1'), response)
    head = null
    if (rest.length > 0) body(rest)
  })
  output.on('end', () => {
    if (head) response.writeHead(500)
    if (fault.kind !== 'slow') response.end()
  })
}

function writeHead(text: string, response: ServerResponse): void {
  for (const line of text.split('\r\n')) {
    const [name = '', value = ''] = line.split(/:\s*/, 2)
    if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10)
    else response.setHeader(name, value)
  }
}

function drip(chunk: Buffer, response: ServerResponse): void {
  let at = 0
  const timer = setInterval(() => {
    if (response.destroyed || at >= chunk.length) clearInterval(timer)
    else response.write(chunk.subarray(at, ++at))
  }, 1000)
}

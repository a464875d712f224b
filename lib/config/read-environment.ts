import path from 'node:path'
import { z } from 'zod'
import { findForge } from '@/lib/forge/find-forge'
import { formatShownUrl } from '@/lib/repo-data/shown-url'
import type { DemoRequest, RepoConfig } from './config'
import type { ConfigProblem } from './config-error'
import { isReadableFile } from './is-readable-file'
import { deriveFreeSlug, deriveSlug } from './slug'

const POLL_SECONDS = { path: 10, url: 60 } as const

export type Environment = {
  /** Repositories named on the command line; null when none were. */
  readonly repos: readonly RepoConfig[] | null
  /** Absolute. */
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly adminToken: string | null
  /** Absolute path of a file of trusted signers, in place of the one that signet.yaml names. */
  readonly allowedSigners: string | null
  /** As the start script of the demo passes it on; null for anything else. */
  readonly demoRequest: DemoRequest | null
  readonly problems: readonly ConfigProblem[]
}

/** What the environment says besides SIGNET_CONFIG. Values of variables never stand in a problem. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const remotes = parseRemotes(env.SIGNET_REPOS)
  const problems: ConfigProblem[] = []
  if (remotes === 'malformed') {
    const allowed = 'a JSON list of URLs and absolute paths'
    problems.push(problem('SIGNET_REPOS', 'text that is no such list', allowed))
  }
  const databaseUrl = env.DATABASE_URL || null
  if (databaseUrl !== null && !isDatabaseUrl(databaseUrl)) {
    const allowed = 'postgres://USER:PASSWORD@HOST:PORT/NAME, or nothing for the embedded database'
    problems.push(problem('DATABASE_URL', 'a value that is not shown here', allowed))
  }
  const adminToken = env.SIGNET_ADMIN_TOKEN || null
  if (adminToken !== null && !/^[\x21-\x7e]{32,256}$/.test(adminToken)) {
    const allowed = '32 to 256 letters, digits and signs without spaces'
    problems.push(problem('SIGNET_ADMIN_TOKEN', 'a value that is not shown here', allowed))
  }
  const allowedSigners = env.SIGNET_ALLOWED_SIGNERS
    ? path.resolve(/* turbopackIgnore: true */ env.SIGNET_ALLOWED_SIGNERS)
    : null
  if (allowedSigners !== null && !isReadableFile(allowedSigners)) {
    const allowed = 'the path of a file'
    problems.push(problem('SIGNET_ALLOWED_SIGNERS', 'no file that can be read', allowed))
  }
  return {
    repos: remotes === 'malformed' || remotes === null ? null : toRepos(remotes),
    dataDir: path.resolve(/* turbopackIgnore: true */ env.SIGNET_DATA_DIR || '.signet'),
    databaseUrl,
    adminToken,
    allowedSigners,
    demoRequest: parseDemoRequest(env.SIGNET_DEMO_REQUEST),
    problems,
  }
}

type NamedRepo = { readonly url: string; readonly aliases: readonly string[] }

function parseRemotes(text: string | undefined): readonly NamedRepo[] | 'malformed' | null {
  if (text === undefined || text === '') return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'malformed'
  }
  const parsed = repoList.safeParse(value)
  if (!parsed.success) return 'malformed'
  return parsed.data.length === 0 ? null : parsed.data
}

/** As the start script passes them on. */
const text = z.string().min(1)
const repoList = z.array(
  z.union([
    text.transform((url) => ({ url, aliases: [] })),
    z.strictObject({ url: text, aliases: z.array(text) }),
  ]),
)

const demoRequest = z.strictObject({
  id: text,
  repo: text,
  model: text,
  version: text,
  stage: text,
  reason: text,
  requester: z.strictObject({ name: text, email: text }),
})

function parseDemoRequest(value: string | undefined): DemoRequest | null {
  try {
    return demoRequest.parse(JSON.parse(value ?? ''))
  } catch {
    return null
  }
}

function toRepos(named: readonly NamedRepo[]): readonly RepoConfig[] {
  const taken = new Set<string>()
  return named.map(({ url: remote, aliases }) => {
    const slug = deriveFreeSlug(deriveSlug(remote), taken)
    taken.add(slug.toLowerCase())
    const pollSeconds = path.isAbsolute(remote) ? POLL_SECONDS.path : POLL_SECONDS.url
    return {
      slug,
      remote,
      pollSeconds,
      local: { kind: 'any' },
      credentials: null,
      branches: null,
      viewers: null,
      forge: findForge(remote, null),
      aliases: aliases.map(formatShownUrl),
    }
  })
}

function isDatabaseUrl(text: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text)
}

function problem(key: string, found: string, allowed: string): ConfigProblem {
  return { source: 'environment', line: null, key, found, allowed }
}

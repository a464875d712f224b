import { readFileSync } from 'node:fs'
import path from 'node:path'
import type * as z from 'zod'
import { findForge } from '@/lib/forge/find-forge'
import { formatShownUrl } from '@/lib/repo-data/shown-url'
import { checkConfig } from './check-config'
import type { LocalRule, RepoConfig, Trust } from './config'
import { parseConfigDocument } from './config-document'
import { ConfigError, type ConfigProblem } from './config-error'
import { configSchema } from './config-schema'
import { DEFAULTS } from './defaults'
import { describeIssue } from './describe-issue'
import { deriveSlug } from './slug'

type File = z.infer<typeof configSchema>

const POLL_SECONDS = 300

export type ReadFile = {
  readonly value: File
  readonly repos: readonly RepoConfig[]
  readonly trust: Trust
  readonly problems: readonly ConfigProblem[]
}

/** signet.yaml with its values filled in and checked; all problems at once, none showing a secret. */
export function readConfigFile(file: string, env: NodeJS.ProcessEnv): ReadFile {
  const name = path.basename(file)
  const dir = path.dirname(file)
  const document = parseConfigDocument(readText(file, name), name, { env, dir })
  const parsed = configSchema.safeParse(document.value ?? {})
  const issues = parsed.success
    ? []
    : parsed.error.issues.flatMap((issue) => describeIssue(document, name, issue))
  const known = new Set(document.problems.map((problem) => problem.key))
  const problems = [
    ...document.problems,
    ...issues.filter((problem) => !known.has(problem.key)),
  ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  if (!parsed.success || problems.length > 0) {
    return { value: {}, repos: [], trust: DEFAULTS.trust, problems }
  }
  const value = parsed.data
  const repos = (value.repos ?? []).map((repo) => toRepoConfig(repo, value, dir))
  const trust = toTrust(value.trust, dir)
  const checked = { document, source: name, file: value, repos, trust }
  return { value, repos, trust, problems: checkConfig(checked) }
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const found = code === 'ENOENT' ? 'no such file' : `a file that cannot be read (${code})`
    const allowed = 'the path of a readable YAML file in SIGNET_CONFIG, or no SIGNET_CONFIG'
    throw new ConfigError([{ source: name, line: null, key: '', found, allowed }])
  }
}

function toRepoConfig(
  repo: NonNullable<File['repos']>[number],
  file: File,
  dir: string,
): RepoConfig {
  const local: LocalRule =
    file.local_repos === undefined
      ? { kind: 'refused' }
      : { kind: 'under', dir: path.resolve(dir, file.local_repos) }
  const remote = /^\.{1,2}\//.test(repo.url) ? path.resolve(dir, repo.url) : repo.url
  return {
    slug: repo.slug ?? deriveSlug(remote),
    remote,
    local,
    credentials: repo.credentials ?? null,
    branches: repo.branches ?? null,
    pollSeconds: repo.poll ?? POLL_SECONDS,
    viewers: repo.viewers ?? null,
    forge: findForge(remote, repo.web ?? null),
    aliases: (repo.aliases ?? []).map(formatShownUrl),
  }
}

function toTrust(written: File['trust'], dir: string): Trust {
  const resolve = (file: string | undefined) =>
    file === undefined ? null : path.resolve(dir, file)
  return {
    allowedSigners: resolve(written?.allowed_signers),
    revokedKeys: resolve(written?.revoked_keys),
    openpgpKeys: resolve(written?.openpgp_keys),
  }
}

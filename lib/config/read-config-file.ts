import { readFileSync } from 'node:fs'
import path from 'node:path'
import type * as z from 'zod'
import type { LocalRule, RepoConfig } from './config'
import {
  type ConfigDocument,
  type ConfigPath,
  formatConfigPath,
  parseConfigDocument,
} from './config-document'
import { ConfigError, type ConfigProblem } from './config-error'
import { configSchema, listAllowedKeys } from './config-schema'
import { nearestName } from './nearest-name'
import { deriveSlug } from './slug'

type File = z.infer<typeof configSchema>

const POLL_SECONDS = 300

export type ReadFile = {
  readonly value: File
  readonly repos: readonly RepoConfig[]
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
    : parsed.error.issues.flatMap((i) => describe(document, name, i))
  const known = new Set(document.problems.map((problem) => problem.key))
  const problems = [
    ...document.problems,
    ...issues.filter((problem) => !known.has(problem.key)),
  ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  if (!parsed.success || problems.length > 0) return { value: {}, repos: [], problems }
  const repos = (parsed.data.repos ?? []).map((repo) => toRepoConfig(repo, parsed.data, dir))
  return { value: parsed.data, repos, problems: findDuplicates(document, name, parsed.data, repos) }
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
    viewers: null,
  }
}

function findDuplicates(
  document: ConfigDocument,
  source: string,
  file: File,
  repos: readonly RepoConfig[],
): readonly ConfigProblem[] {
  const lists = [
    {
      at: (i: number): ConfigPath => ['repos', i, 'slug'],
      names: repos.map((r) => r.slug.toLowerCase()),
    },
    { at: (i: number): ConfigPath => ['stages', 'order', i], names: file.stages?.order ?? [] },
  ]
  return lists.flatMap(({ at, names }) =>
    names.flatMap((name, i) => {
      const first = names.indexOf(name)
      if (first === i) return []
      const found = `"${name}", which ${formatConfigPath(at(first))} is too`
      const line = document.lineOf(at(i))
      return [{ source, line, key: formatConfigPath(at(i)), found, allowed: 'each name once' }]
    }),
  )
}

function describe(
  document: ConfigDocument,
  source: string,
  issue: z.core.$ZodIssue,
): ConfigProblem[] {
  const at = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code !== 'unrecognized_keys') {
    const found = describeFound(document, at)
    return [
      {
        source,
        line: document.lineOf(at),
        key: formatConfigPath(at),
        found,
        allowed: issue.message,
      },
    ]
  }
  return issue.keys.map((key) => {
    const near = nearestName(key, listAllowedKeys(issue.message))
    const found = `an unknown key${near === null ? '' : `, did you mean "${near}"?`}`
    const keyPath = [...at, key]
    return {
      source,
      line: document.lineOf(keyPath),
      key: formatConfigPath(keyPath),
      found,
      allowed: issue.message,
    }
  })
}

/** What stands at a path, without anything secret: not below `credentials`, not what `${...}` brought. */
function describeFound(document: ConfigDocument, at: ConfigPath): string {
  let value = document.value
  for (const part of at) value = (value as Record<string | number, unknown> | null)?.[part]
  if (value === undefined || value === null || value === '') return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (at.includes('credentials')) return 'a value that is not shown here'
  const written = document.writtenAt(at)
  if (written !== null) return 'what the environment or a file gave, which is not shown here'
  return JSON.stringify(
    String(value)
      .replace(/\/\/.*@/s, '//')
      .slice(0, 80),
  )
}

import * as z from 'zod'
import type { RepoCredentials } from './config'
import { parseDuration } from './parse-duration'
import { isSlug, SLUG_RULE } from './slug'

/** Zod's messages are what is ALLOWED at a key; what was found is added by the reader. */
const DURATION = 'a whole number and a unit from 5s to 7d, as in 30s, 5m or 1h'
const BRANCH = 'the name of a branch, as in main'
const STAGE =
  'a stage name: letters, digits, "-", "_" and "/", starting and ending with a letter or digit'
const REMOTE = 'an https or ssh URL, or a path below local_repos'
const KEY = `the text of an unencrypted private key, as in \${file:/run/secrets/churn}`
const HOSTS = `lines of a known_hosts file, as in \${file:/run/secrets/known_hosts}`
const SITE = 'the address of this server, as in https://models.example.com'

const duration = z
  .string(DURATION)
  .transform((text) => parseDuration(text) ?? 0)
  .refine((seconds) => seconds >= 5 && seconds <= 7 * 86_400, DURATION)

const branch = z.string(BRANCH).refine(isBranchName, BRANCH)

const stage = z.string(STAGE).regex(/^[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?$/, STAGE)

const text = z.string('text').regex(/^[^\r\n\0]+$/, 'text on one line')

const credentials = keys({
  username: text.optional(),
  password: text.optional(),
  ssh: keys({
    key: z
      .string(KEY)
      .regex(/^-----BEGIN [A-Z ]*PRIVATE KEY-----/, KEY)
      .transform(endLine),
    known_hosts: z
      .string(HOSTS)
      .regex(/^[^\s/~.]\S*[ \t]+\S+/m, HOSTS)
      .transform(endLine),
  }).optional(),
}).transform(({ username, password, ssh }, context): RepoCredentials => {
  if (ssh !== undefined && username === undefined && password === undefined) {
    return { kind: 'ssh', key: ssh.key, knownHosts: ssh.known_hosts }
  }
  if (ssh === undefined && username !== undefined && password !== undefined) {
    return { kind: 'password', username, password }
  }
  context.addIssue({ code: 'custom', message: 'username and password, or ssh' })
  return z.NEVER
})

const repo = keys({
  slug: z.string(SLUG_RULE).refine(isSlug, SLUG_RULE).optional(),
  url: z.string(REMOTE).regex(/^[^\s\p{Cc}]+$/u, REMOTE),
  credentials: credentials.optional(),
  branches: z
    .array(branch, 'a list of branches, as in [main]')
    .min(1, 'at least one branch')
    .optional(),
  poll: duration.optional(),
})

/** The keys of signet.yaml that have an effect. Whatever is not here is refused, with what is. */
export const configSchema = keys({
  url: z
    .string(SITE)
    .refine(isSite, SITE)
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  repos: z.array(repo, 'a list of repositories').optional(),
  stages: keys({
    order: z.array(stage, 'a list of stage names, as in [dev, staging, production]').optional(),
  }).optional(),
  versions_per_stage: z.enum(['one', 'many'], 'one or many').optional(),
  local_repos: z.string('a directory').min(1, 'a directory').optional(),
})

/** The names of an unknown-keys issue's mapping, as `keys` put them into its message. */
export function listAllowedKeys(message: string): readonly string[] {
  return message.split(', ')
}

function keys<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? names : `a mapping with the keys ${names}`,
  })
}

function endLine(text: string): string {
  return `${text.replace(/[\r\n]+$/, '')}\n`
}

function isSite(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return false
  return url.pathname === '/' && `${url.search}${url.hash}${url.username}${url.password}` === ''
}

/** The rules of git-check-ref-format that a branch's name can break. */
function isBranchName(text: string): boolean {
  const bad = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|^[-/.]|[/.]$/u
  return text !== '' && text !== '@' && !bad.test(text)
}

import * as z from 'zod'
import { FORGE_KINDS } from '@/lib/forge/forge'
import { branch, keys, principals, stage } from '@/lib/policy/schema-parts'
import { stageRulesSchema } from '@/lib/policy/stage-rules-schema'
import { authSchema } from './auth-schema'
import type { RepoCredentials } from './config'
import { peopleSchema } from './people-schema'
import { endLine, parseHttpAddress, text } from './schema-parts'
import { serviceAccountSchema } from './service-account-schema'
import { signaturesSchema } from './signatures-schema'
import { isSlug, SLUG_RULE } from './slug'

/** Zod's messages say what is allowed at a key. The reader of the file adds what was found. */
const DURATION = 'a whole number and a unit from 5s to 7d, as in 30s, 5m or 1h'
const REMOTE = 'an https or ssh URL, or a path below local_repos'
const KEY = `the text of an unencrypted private key, as in \${file:/run/secrets/churn}`
const HOSTS = `lines of a known_hosts file, as in \${file:/run/secrets/known_hosts}`
const SITE = 'the address of this server, as in https://models.example.com'
const FILE = 'the path of a file'
const FORGE = 'github, gitlab, gitea, forgejo or bitbucket'
const METRICS = 'a mapping of metrics to up or down, as in { rows: up }'
const PAGE = 'the page of the repository, as in https://git.example.com/ml/churn'

const duration = z
  .string(DURATION)
  .transform((text) => parseDuration(text) ?? 0)
  .refine((seconds) => seconds >= 5 && seconds <= 7 * 86_400, DURATION)

const file = z.string(FILE).regex(/^[^\p{Cc}]+$/u, FILE)

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

/** The address of a repository's page on its forge, without a slash at its end. */
const page = z.string(PAGE).transform((address, context): string => {
  const url = parseHttpAddress(address)
  const path = url?.pathname.replace(/\/+$/, '')
  if (url !== null && path) return `${url.origin}${path}`
  context.addIssue({ code: 'custom', message: PAGE })
  return z.NEVER
})

const address = z.string(REMOTE).regex(/^[^\s\p{Cc}]+$/u, REMOTE)

const repo = keys({
  slug: z.string(SLUG_RULE).refine(isSlug, SLUG_RULE).optional(),
  url: address,
  credentials: credentials.optional(),
  branches: z
    .array(branch, 'a list of branches, as in [main]')
    .min(1, 'at least one branch')
    .optional(),
  poll: duration.optional(),
  viewers: principals.optional(),
  web: keys({ kind: z.enum(FORGE_KINDS, FORGE), url: page }).optional(),
  aliases: z.array(address, 'a list of addresses of the repository').optional(),
})

/** The keys of signet.yaml. Any other key is refused with the list of allowed keys. */
export const configSchema = keys({
  url: z
    .string(SITE)
    .refine((address) => parseHttpAddress(address)?.pathname === '/', SITE)
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  repos: z.array(repo, 'a list of repositories').optional(),
  service_account: serviceAccountSchema.optional(),
  trust: keys({
    allowed_signers: file.optional(),
    revoked_keys: file.optional(),
    openpgp_keys: file.optional(),
  }).optional(),
  auth: authSchema.optional(),
  people: peopleSchema.optional(),
  stages: keys({
    order: z.array(stage, 'a list of stage names, as in [dev, staging, production]').optional(),
    rules: stageRulesSchema.optional(),
  }).optional(),
  policy: keys({ signatures: signaturesSchema.optional() }).optional(),
  metrics: z.record(z.string(), z.enum(['up', 'down'], 'up or down'), METRICS).optional(),
  versions_per_stage: z.enum(['one', 'many'], 'one or many').optional(),
  local_repos: z.string('a directory').min(1, 'a directory').optional(),
})

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** Whole seconds of `30s`, `5m`, `1h` or `1d`; null for anything else. */
function parseDuration(text: string): number | null {
  const match = /^([1-9][0-9]{0,8})([smhd])$/.exec(text)
  if (match === null) return null
  return Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS]
}

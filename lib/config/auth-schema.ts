import * as z from 'zod'
import { keys, principals, stage } from '@/lib/policy/schema-parts'
import type { Auth, AuthProvider, ConfiguredToken } from './config'
import { DEFAULTS } from './defaults'
import { parseHttpAddress, text } from './schema-parts'
import { SCOPES } from './scopes'
import { isSlug, SLUG_RULE } from './slug'

const ISSUER = 'an https address, as in https://id.example.com/realms/ml (http for this machine)'
const PROVIDER_NAME = 'a name of at most 64 characters on one line'
const PROVIDERS = 'a list of providers, each with type: github, gitlab or oidc'
const VALUE = '32 to 256 letters, digits and signs without spaces'
const GROUP = 'the path of a group or the name of an organisation, as in acme or acme/ml'
const TOKENS = 'a list of tokens, each with name, value and scopes'
const SCOPE = 'read, register, promote, deploy or admin'

const scope = z.enum(SCOPES, SCOPE)

const issuer = z.string(ISSUER).refine(isIssuer, ISSUER)

const providerKeys = {
  name: z
    .string(PROVIDER_NAME)
    .regex(/^[^\s\p{Cc}](?:[^\p{Cc}]{0,62}[^\s\p{Cc}])?$/u, PROVIDER_NAME)
    .optional(),
  client_id: text,
  client_secret: text,
}

const forge = <Type extends 'github' | 'gitlab'>(type: Type) =>
  keys({
    type: z.literal(type),
    ...providerKeys,
    issuer: issuer.optional(),
    groups: z
      .array(z.string(GROUP).regex(/^[\w.-]+(?:\/[\w.-]+)*$/, GROUP), `a list of ${GROUP}`)
      .min(1, `at least one of ${GROUP}, or no groups for none`)
      .optional(),
  }).transform(
    (written): AuthProvider => ({
      type,
      name: written.name ?? (type === 'github' ? 'GitHub' : 'GitLab'),
      issuer: written.issuer?.replace(/\/+$/, '') ?? null,
      clientId: written.client_id,
      clientSecret: written.client_secret,
      groups: written.groups ?? [],
    }),
  )

/** An issuer stays as it is written: with and without a slash at its end are two issuers. */
const oidc = keys({
  type: z.literal('oidc'),
  ...providerKeys,
  issuer,
  groups_claim: text.optional(),
}).transform(
  (written): AuthProvider => ({
    type: 'oidc',
    name: written.name ?? new URL(written.issuer).host,
    issuer: written.issuer,
    clientId: written.client_id,
    clientSecret: written.client_secret,
    groupsClaim: written.groups_claim ?? 'groups',
  }),
)

const provider = z.discriminatedUnion('type', [forge('github'), forge('gitlab'), oidc], {
  error: (issue) =>
    issue.code === 'invalid_union' ? 'github, gitlab or oidc' : 'a mapping with type and its keys',
})

const token = keys({
  name: text,
  value: z.string(VALUE).regex(/^[\x21-\x7e]{32,256}$/, VALUE),
  scopes: z.array(scope, `a list of ${SCOPE}`).min(1, `at least one of ${SCOPE}`),
  repos: z
    .array(z.string(SLUG_RULE).refine(isSlug, SLUG_RULE), 'a list of slugs')
    .min(1, 'at least one slug, or no repos for all')
    .optional(),
  stages: z
    .array(stage, 'a list of stage names')
    .min(1, 'at least one stage, or no stages for all')
    .optional(),
  holders: principals.optional(),
}).transform(
  (written): ConfiguredToken => ({
    name: written.name,
    value: written.value,
    scopes: written.scopes,
    repos: written.repos ?? 'all',
    stages: written.stages ?? 'all',
    holders: written.holders ?? null,
  }),
)

/** `auth`: who may sign in and as what, and the tokens of programs. */
export const authSchema = keys({
  providers: z.array(provider, PROVIDERS).optional(),
  anonymous: z.enum(['none', 'viewer'], 'none or viewer').optional(),
  roles: keys({
    viewer: principals.optional(),
    editor: principals.optional(),
    admin: principals.optional(),
  }).optional(),
  tokens: z.array(token, TOKENS).optional(),
}).transform(({ providers, anonymous, roles, tokens }): Omit<Auth, 'adminToken'> => {
  const none = DEFAULTS.auth
  return {
    providers: providers ?? none.providers,
    anonymous: anonymous ?? none.anonymous,
    roles: {
      viewer: roles?.viewer ?? [],
      editor: roles?.editor ?? [],
      admin: roles?.admin ?? [],
    },
    tokens: tokens ?? none.tokens,
  }
})

function isIssuer(address: string): boolean {
  const url = parseHttpAddress(address)
  if (url === null) return false
  return (
    url.protocol === 'https:' || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  )
}

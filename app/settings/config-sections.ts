import type { ConfigRow, ConfigSection } from '@/components/settings/config-view'
import type { AuthProvider, Config, RepoConfig, SigningKey } from '@/lib/config/config'
import { type Limit, visibleRepos } from './visible-repos'

type StageRule = Config['stageRules'][string]

/** The effective configuration as shown in Settings. It lists the keys to show, so a new key stays hidden until it is
 *  added here. Secrets are shown only as set. `urls`: the addresses, without credentials, of the repositories that the
 *  viewer may see; a token's limit gives only the number of the others. */
export function configSections(
  config: Config,
  urls: Readonly<Record<string, string>>,
): readonly ConfigSection[] {
  return [
    { title: 'Server', rows: serverRows(config) },
    { title: 'Stages', rows: stageRows(config) },
    { title: 'People', rows: [...authRows(config, Object.keys(urls)), ...peopleRows(config)] },
    { title: 'Signatures', rows: signatureRows(config) },
    ...config.repos.map((repo) => ({
      title: `Repository ${repo.slug}`,
      rows: repoRows(repo, urls[repo.slug] ?? ''),
    })),
  ]
}

function serverRows({ mode, url, dataDir, databaseUrl }: Config): readonly ConfigRow[] {
  return [
    row('mode', mode === 'local' ? 'local, without signet.yaml' : 'signet.yaml'),
    row('url', url ?? 'not configured'),
    row('SIGNET_DATA_DIR', dataDir),
    databaseUrl === null ? row('DATABASE_URL', 'embedded database') : secret('DATABASE_URL'),
  ]
}

function stageRows({
  stageOrder,
  versionsPerStage,
  stageRules,
  metrics,
}: Config): readonly ConfigRow[] {
  return [
    row('stages.order', stageOrder.join(', ') || 'by name'),
    row('versions_per_stage', versionsPerStage),
    ...Object.entries(stageRules).map(([stage, rule]) =>
      row(`stages.rules.${stage}`, formatRule(rule)),
    ),
    ...Object.entries(metrics).map(([name, direction]) => row(`metrics.${name}`, direction)),
  ]
}

function formatRule({ who, from, branches, approvals, reason, checks }: StageRule): string {
  const parts = [
    who === null ? 'who: every editor' : `who: ${who.join(', ')}`,
    from === null ? '' : `from: ${from}`,
    branches === null ? '' : `branches: ${branches.join(', ')}`,
    approvals === 0 ? '' : `approvals: ${approvals}`,
    reason === 'required' ? 'reason: required' : '',
    checks.length === 0 ? '' : `checks: ${checks.map(formatCheck).join(', ')}`,
  ]
  return parts.filter(Boolean).join('; ')
}

function formatCheck(check: StageRule['checks'][number]): string {
  return check.kind === 'metric'
    ? `metrics.${check.metric} ${check.operator} ${check.value}`
    : check.kind
}

function authRows({ mode, auth }: Config, visible: readonly string[]): readonly ConfigRow[] {
  if (mode === 'local') return [...LOCAL_ROWS, ...adminTokenRows(auth)]
  return [
    row('auth.anonymous', auth.anonymous),
    ...Object.entries(auth.roles).map(([role, who]) =>
      row(`auth.roles.${role}`, who.join(', ') || 'no one'),
    ),
    ...auth.providers.flatMap(providerRows),
    ...auth.tokens.flatMap(({ name, scopes, repos, stages, holders }) => [
      row(
        `auth.tokens.${name}`,
        formatLimits(scopes, {
          repos: visibleRepos(repos, (slug) => visible.includes(slug)),
          stages,
        }),
      ),
      row(`auth.tokens.${name}.holders`, holders?.join(', ') ?? 'no one'),
      secret(`auth.tokens.${name}.value`),
    ]),
    ...adminTokenRows(auth),
  ]
}

function peopleRows({ people }: Config): readonly ConfigRow[] {
  return people.map(({ name, emails, names }) =>
    row(`people.${name}`, [...emails, ...names].join(', ') || 'no other name'),
  )
}

const LOCAL_ROWS = [
  row('viewer', 'everyone on this machine'),
  row('admin', 'anyone who opens the link that the terminal prints'),
]

function adminTokenRows({ adminToken }: Config['auth']): readonly ConfigRow[] {
  return adminToken === null ? [] : [secret('SIGNET_ADMIN_TOKEN')]
}

function providerRows(provider: AuthProvider): readonly ConfigRow[] {
  const key = `auth.providers.${provider.name}`
  return [
    row(key, [provider.type, provider.issuer].filter(Boolean).join(', ')),
    row(`${key}.client_id`, provider.clientId),
    secret(`${key}.client_secret`),
    provider.type === 'oidc'
      ? row(`${key}.groups_claim`, provider.groupsClaim)
      : row(`${key}.groups`, provider.groups.join(', ') || 'none'),
  ]
}

function formatLimits(
  scopes: readonly string[],
  { repos, stages }: { readonly repos: Limit; readonly stages: Limit },
): string {
  const limits = [
    `scopes: ${scopes.join(', ')}`,
    repos === 'all' ? '' : `repos: ${repos.join(', ')}`,
    stages === 'all' ? '' : `stages: ${stages.join(', ')}`,
  ]
  return limits.filter(Boolean).join('; ')
}

function signatureRows({ serviceAccount, trust, signatures }: Config): readonly ConfigRow[] {
  return [
    row('service_account.name', serviceAccount.name),
    row('service_account.email', serviceAccount.email),
    row('service_account.sign', serviceAccount.sign),
    ...keyRows(serviceAccount.key),
    row('trust.allowed_signers', trust.allowedSigners ?? 'none'),
    row('trust.revoked_keys', trust.revokedKeys ?? 'none'),
    row('trust.openpgp_keys', trust.openpgpKeys ?? 'none'),
    row('policy.signatures', signatures.fallback),
    ...Object.entries(signatures.stages).map(([stage, policy]) =>
      row(`policy.signatures.${stage}`, policy),
    ),
  ]
}

function keyRows(key: SigningKey): readonly ConfigRow[] {
  switch (key.kind) {
    case 'generated':
      return [row('service_account.key', 'created at the first start')]
    case 'text':
      return [
        secret('service_account.key'),
        ...(key.passphrase === null ? [] : [secret('service_account.passphrase')]),
      ]
    case 'agent':
      return [row('service_account.key', 'in the ssh-agent')]
  }
}

function repoRows(repo: RepoConfig, url: string): readonly ConfigRow[] {
  return [
    row('url', url),
    ...(repo.credentials === null
      ? []
      : [secret(repo.credentials.kind === 'ssh' ? 'credentials.ssh.key' : 'credentials.password')]),
    row('branches', repo.branches?.join(', ') ?? 'the remote’s HEAD'),
    row('poll', formatInterval(repo.pollSeconds)),
    row('viewers', repo.viewers?.join(', ') ?? 'everyone who may read'),
    row('aliases', repo.aliases.join(', ') || 'none'),
    row('web', repo.forge === null ? 'no links' : `${repo.forge.kind}, ${repo.forge.url}`),
  ]
}

function row(key: string, value: string): ConfigRow {
  return { key, value }
}

function secret(key: string): ConfigRow {
  return { key, value: null }
}

const UNITS = [
  { word: 'day', seconds: 86_400 },
  { word: 'hour', seconds: 3600 },
  { word: 'minute', seconds: 60 },
] as const

/** `every 5 minutes`, in the largest unit that divides the seconds. */
export function formatInterval(seconds: number): string {
  const unit = UNITS.find((candidate) => seconds % candidate.seconds === 0)
  const count = seconds / (unit?.seconds ?? 1)
  const word = unit?.word ?? 'second'
  return count === 1 ? `every ${word}` : `every ${count} ${word}s`
}

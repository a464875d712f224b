import type * as z from 'zod'
import type { RepoConfig, Trust } from './config'
import { type ConfigDocument, type ConfigPath, formatConfigPath } from './config-document'
import type { ConfigProblem } from './config-error'
import type { configSchema } from './config-schema'
import { isReadableFile } from './is-readable-file'
import { nearestName } from './nearest-name'

type Checked = {
  readonly document: ConfigDocument
  readonly source: string
  readonly file: z.infer<typeof configSchema>
  readonly repos: readonly RepoConfig[]
  readonly trust: Trust
}

type Found = { readonly at: ConfigPath; readonly found: string; readonly allowed: string }

/** Problems between keys that are valid on their own: duplicate names, unknown names, missing files. */
export function checkConfig(checked: Checked): readonly ConfigProblem[] {
  const { document, source } = checked
  return [
    ...listDuplicates(checked),
    ...listSharedNames(checked),
    ...listUnknownRepos(checked),
    ...listUnlistedStages(checked),
    ...listMissingUrl(checked),
    ...listMissingFiles(checked.trust),
  ]
    .map(({ at, found, allowed }) => {
      return { source, line: document.lineOf(at), key: formatConfigPath(at), found, allowed }
    })
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

function listDuplicates({ file, repos }: Checked): readonly Found[] {
  const { providers = [], tokens = [] } = file.auth ?? {}
  return [
    ...listSame(
      repos.map((repo) => repo.slug.toLowerCase()),
      (i) => ['repos', i, 'slug'],
    ),
    ...listSame(
      providers.map((provider) => provider.name.toLowerCase()),
      (i) => ['auth', 'providers', i, 'name'],
    ),
    ...listSame(
      tokens.map((token) => token.name.toLowerCase()),
      (i) => ['auth', 'tokens', i, 'name'],
    ),
    ...listSame(
      tokens.map((token) => token.value),
      (i) => ['auth', 'tokens', i, 'value'],
    ).map((same) => ({ ...same, found: 'the value of another token', allowed: 'each value once' })),
    ...listSame(file.stages?.order ?? [], (i) => ['stages', 'order', i]),
  ]
}

function listSame(names: readonly string[], at: (i: number) => ConfigPath): readonly Found[] {
  return names.flatMap((name, i) => {
    const first = names.indexOf(name)
    if (first === i) return []
    const found = `"${name}", which ${formatConfigPath(at(first))} is too`
    return [{ at: at(i), found, allowed: 'each name once' }]
  })
}

/** An address or a further name is one person's. The names that are shown may be the same. */
function listSharedNames({ file }: Checked): readonly Found[] {
  const people = file.people ?? []
  return (['emails', 'names'] as const).flatMap((key) => {
    const places = people.flatMap((person, p) =>
      person[key].map((text, i) => ({ text: text.toLowerCase(), at: ['people', p, key, i] })),
    )
    return listSame(
      places.map(({ text }) => text),
      (i) => places[i]?.at ?? [],
    )
  })
}

/** A token limited to an unknown repository is a typing mistake that would otherwise stay unnoticed. */
function listUnknownRepos({ file, repos }: Checked): readonly Found[] {
  const slugs = repos.map((repo) => repo.slug)
  return (file.auth?.tokens ?? []).flatMap((token, t) =>
    (token.repos === 'all' ? [] : token.repos).flatMap((slug, i) =>
      slugs.includes(slug)
        ? []
        : [describeUnknownName(['auth', 'tokens', t, 'repos', i], slug, slugs)],
    ),
  )
}

/** Where stages are listed, a rule for another name would protect nothing. */
function listUnlistedStages({ file }: Checked): readonly Found[] {
  const order = file.stages?.order ?? []
  if (order.length === 0) return []
  const tokens = file.auth?.tokens ?? []
  const rules = Object.entries(file.stages?.rules ?? {})
  const named: readonly (readonly [at: ConfigPath, stage: string])[] = [
    ...rules.map(([stage]) => [['stages', 'rules', stage], stage] as const),
    ...rules.flatMap(([stage, { from }]) =>
      from === null ? [] : [[['stages', 'rules', stage, 'from'], from] as const],
    ),
    ...tokens.flatMap((token, t) =>
      (token.stages === 'all' ? [] : token.stages).map(
        (stage, i) => [['auth', 'tokens', t, 'stages', i], stage] as const,
      ),
    ),
    ...Object.keys(file.policy?.signatures?.stages ?? {}).map(
      (stage) => [['policy', 'signatures', stage], stage] as const,
    ),
  ]
  return named.flatMap(([at, stage]) =>
    order.includes(stage) ? [] : [describeUnknownName(at, stage, order)],
  )
}

function describeUnknownName(at: ConfigPath, name: string, names: readonly string[]): Found {
  const near = nearestName(name, names)
  const found = `"${name}"${near === null ? '' : `, did you mean "${near}"?`}`
  return { at, found, allowed: names.length === 0 ? 'nothing, as there is none' : names.join(', ') }
}

/** Issuers send people back to an address that must be known beforehand. */
function listMissingUrl({ file }: Checked): readonly Found[] {
  if (file.url !== undefined || (file.auth?.providers ?? []).length === 0) return []
  const allowed = 'with providers, the address that people reach this server at'
  return [{ at: ['url'], found: 'nothing', allowed }]
}

function listMissingFiles(trust: Trust): readonly Found[] {
  const files = [
    ['allowed_signers', trust.allowedSigners],
    ['revoked_keys', trust.revokedKeys],
    ['openpgp_keys', trust.openpgpKeys],
  ] as const
  return files.flatMap(([key, file]) =>
    file === null || isReadableFile(file)
      ? []
      : [{ at: ['trust', key], found: 'no file that can be read', allowed: 'the path of a file' }],
  )
}

import type { Prisma } from '@/prisma/generated/client'
import { canSee } from './can-see'
import type { Database } from './database'
import { readAtOneMoment } from './read-transaction'
import { storableText } from './storable-json'
import { formatVersionView, selectVersions, type VersionRow } from './version-view'
import type { VersionView, Viewer } from './views'

export type ResolveAsked =
  | { readonly stage: string }
  /** `latest`, a version's name, or the full commit id of one that has no name. */
  | { readonly version: string }

export type Resolution =
  | ({
      readonly kind: 'found'
      /** The assignment's for a stage, else the registration's. */
      readonly tag: string | null
    } & Pick<VersionView, 'version' | 'commit' | 'path' | 'hash' | 'size'>)
  | { readonly kind: 'none'; readonly code: UnresolvedCode }

export type UnresolvedCode =
  | 'no-such-model'
  | 'stage-empty'
  | 'no-registered-version'
  | 'no-such-version'
  | 'version-inactive'

/** What a stage or a version's name stands for now. Of several versions in a stage it is the latest assigned. */
export async function resolveVersion(
  db: Database,
  viewer: Viewer,
  repo: string,
  name: string,
  asked: ResolveAsked,
): Promise<Resolution> {
  if (!canSee(viewer, repo)) return { kind: 'none', code: 'no-such-model' }
  return readAtOneMoment(db, async (tx) => {
    const model = { repo: storableText(repo), name: storableText(name) }
    const found = await tx.model.findUnique({ where: { repo_name: model } })
    if (found === null) return { kind: 'none', code: 'no-such-model' }
    if ('stage' in asked) return resolveStage(tx, model, storableText(asked.stage))
    if (asked.version !== 'latest') return resolveName(tx, model, storableText(asked.version))
    return found.latestVersion === null
      ? { kind: 'none', code: 'no-registered-version' }
      : resolveName(tx, model, found.latestVersion)
  })
}

type Model = { readonly repo: string; readonly name: string }

async function resolveStage(
  tx: Prisma.TransactionClient,
  { repo, name }: Model,
  stage: string,
): Promise<Resolution> {
  const holder = await tx.stageHolder.findFirst({
    where: { repo, artifact: name, stage },
    orderBy: { position: 'asc' },
  })
  if (holder === null) return { kind: 'none', code: 'stage-empty' }
  const { version, commit, tag } = holder
  const [row] = await tx.$queryRaw<VersionRow[]>`
    ${selectVersions} WHERE v.repo = ${repo} AND v.artifact = ${name} AND v.name = ${version}
      AND v.commit = ${commit}`
  return row === undefined ? { kind: 'none', code: 'no-such-version' } : formatFound(row, tag)
}

/** A name registered on two commits stands for the one that is shown first. */
async function resolveName(
  tx: Prisma.TransactionClient,
  { repo, name }: Model,
  version: string,
): Promise<Resolution> {
  const [row] = await tx.$queryRaw<VersionRow[]>`
    ${selectVersions} WHERE v.repo = ${repo} AND v.artifact = ${name} AND v.name = ${version}
    ORDER BY v.active DESC, v.rank DESC LIMIT 1`
  if (row === undefined) return { kind: 'none', code: 'no-such-version' }
  return row.active ? formatFound(row, row.tag) : { kind: 'none', code: 'version-inactive' }
}

function formatFound(row: VersionRow, tag: string | null): Resolution {
  const { version, commit, path, hash, size } = formatVersionView(row)
  return { kind: 'found', version, commit, tag, path, hash, size }
}

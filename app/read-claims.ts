import { modelHref } from '@/components/model/model-href'
import { getDatabase } from '@/lib/database/get-database'
import { readNamed } from '@/lib/index/read/read-named'
import type { Viewer } from '@/lib/index/read/viewer'
import type { CardClaim, TracedVersion } from '@/lib/lineage/traced-version'
import { type CardAnswer, findCard } from '@/lib/pipeline/find-card'
import type { VersionView } from '@/lib/views/model'

type Place = { readonly repo: string; readonly card: VersionView['card'] }

/** What the card of a version names, and why that could not be read. */
export async function readClaims(
  viewer: Viewer,
  { repo, card: file }: Place,
): Promise<Pick<TracedVersion, 'claims' | 'claimsProblem'>> {
  if (file === null) return { claims: [], claimsProblem: null }
  const card = await findCard(viewer, { repo, oid: file.oid })
  return {
    claims: await listClaims(viewer, repo, card),
    claimsProblem: buildProblem(file.path, card),
  }
}

async function listClaims(
  viewer: Viewer,
  repo: string,
  card: CardAnswer,
): Promise<readonly CardClaim[]> {
  const facts = card.kind === 'read' ? card.facts : null
  if (facts === null) return []
  const { baseModels, datasets } = facts
  const named = await readNamed(getDatabase(), viewer, {
    repo,
    names: [...baseModels, ...datasets],
  })
  const build = (kind: CardClaim['kind'], written: string): CardClaim => {
    const found = named.get(written)
    if (found === undefined) return { kind, written, known: null }
    const path = found.repo === repo ? found.path : null
    return { kind, written, known: { ...found, path, href: modelHref(found) } }
  }
  return [
    ...baseModels.map((written) => build('base-model', written)),
    ...datasets.map((written) => build('data', written)),
  ]
}

function buildProblem(file: string, card: CardAnswer): TracedVersion['claimsProblem'] {
  switch (card.kind) {
    case 'failed':
      return { file, code: 'card-unread', detail: card.why }
    case 'refused':
      return { file, code: card.code, detail: card.detail }
    case 'read':
      return card.matterProblem === null ? null : { file, ...card.matterProblem }
  }
}

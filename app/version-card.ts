import type { FindNamed } from '@/components/card/card-fact-list'
import type { CardLinks } from '@/components/card/card-links'
import { modelHref } from '@/components/model/model-href'
import { hrefWith } from '@/components/ui/href-with'
import { findImageType } from '@/lib/card/image-type'
import { listDisagreements } from '@/lib/card/list-disagreements'
import { resolveLink } from '@/lib/card/resolve-link'
import { getDatabase } from '@/lib/database/get-database'
import { readNamed } from '@/lib/index/read/read-named'
import type { Viewer } from '@/lib/index/read/viewer'
import { type CardAnswer, findCard } from '@/lib/pipeline/find-card'
import type { VersionView } from '@/lib/views/model'
import { findForgeLinks } from './forge-links'

/** The card of a version, with what it means here. */
export async function readVersionCard(
  viewer: Viewer,
  { repo, version }: { readonly repo: string; readonly version: VersionView },
) {
  if (version.card === null) return null
  const { path, oid } = version.card
  const { commit } = version
  const card = await findCard(viewer, { repo, oid })
  const facts = card.kind === 'read' ? card.facts : null
  return {
    ...{ card, path },
    link: findForgeLinks(repo)?.file({ commit, path, line: null }),
    links: buildCardLinks(repo, { commit, path }),
    disagreements: facts === null ? [] : listDisagreements(facts.results, version.metrics),
    findNamed: await findNames(viewer, repo, card),
  }
}

/** What addresses in the card mean: files are those of its commit. */
function buildCardLinks(
  repo: string,
  { commit, path }: { readonly commit: string; readonly path: string },
): CardLinks {
  const directory = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  const forge = findForgeLinks(repo)
  return {
    link: (written) => {
      const target = resolveLink(directory, written)
      if (target.kind === 'web') return target.url
      if (target.kind === 'none' || forge === null) return null
      return forge.file({ commit, path: target.path, line: null }).url
    },
    image: (written) => {
      const target = resolveLink(directory, written)
      if (target.kind !== 'file' || findImageType(target.path) === null) return null
      const address = `/api/v1/repos/${encodeURIComponent(repo)}/images/${commit}`
      return hrefWith(address, { path: target.path })
    },
  }
}

/** The models and data sets that a card names, as far as the viewer may see them. */
async function findNames(viewer: Viewer, repo: string, card: CardAnswer): Promise<FindNamed> {
  const facts = card.kind === 'read' ? card.facts : null
  const names = facts === null ? [] : [...facts.baseModels, ...facts.datasets]
  const named = await readNamed(getDatabase(), viewer, { repo, names })
  return (name) => {
    const found = named.get(name)
    return found === undefined ? null : modelHref(found)
  }
}

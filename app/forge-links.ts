import { getConfig } from '@/lib/config/get-config'
import { buildLinks, buildSite, type ForgeLinks, type ForgeSite } from '@/lib/forge/build-links'
import type { Forge } from '@/lib/forge/forge'

/** The links to a repository's forge; null if it is not known. */
export function findForgeLinks(slug: string): ForgeLinks | null {
  const forge = findForgeOf(slug)
  return forge && buildLinks(forge)
}

/** Where a file of the commit stands on the forge; null if the forge is not known, and for a URL. */
export function buildFileHref(slug: string, commit: string): (path: string) => string | null {
  const links = findForgeLinks(slug)
  return (path) =>
    links === null || path.includes('://') ? null : links.file({ commit, path, line: null }).url
}

/** The pages of repositories on their forges, by slug. */
export function buildSites(slugs: readonly string[]): Readonly<Record<string, ForgeSite>> {
  return Object.fromEntries(
    slugs.flatMap((slug) => {
      const forge = findForgeOf(slug)
      return forge ? [[slug, buildSite(forge)]] : []
    }),
  )
}

function findForgeOf(slug: string): Forge | null {
  return getConfig().repos.find((repo) => repo.slug === slug)?.forge ?? null
}

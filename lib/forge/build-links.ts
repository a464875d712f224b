import { findPullRequest } from './find-pull-request'
import { FORGE_NAMES, type Forge } from './forge'
import {
  type FilePlace,
  formatCiUrl,
  formatCommitUrl,
  formatCompareUrl,
  formatFileUrl,
  formatPullUrl,
  formatTagUrl,
} from './format-urls'

/** A link and the name of the forge that it leads to. */
export type ForgeLink = { readonly forge: string; readonly url: string }

/** The links that pages draw for one repository. */
export type ForgeLinks = {
  readonly commit: (commit: string) => ForgeLink
  readonly tag: (tag: string) => ForgeLink
  readonly file: (place: FilePlace) => ForgeLink
  /** What changed from one commit to another. */
  readonly compare: (from: string, to: string) => ForgeLink
  /** The CI runs that the tag has started. */
  readonly ci: (tag: string) => ForgeLink
  /** The pull request that a commit came from, by the first line of its message; null where it names none. */
  readonly pull: (subject: string) => (ForgeLink & { readonly number: number }) | null
}

/** The links to a repository's forge. */
export function buildLinks(forge: Forge): ForgeLinks {
  const name = FORGE_NAMES[forge.kind]
  return {
    commit: (commit) => ({ forge: name, url: formatCommitUrl(forge, commit) }),
    tag: (tag) => ({ forge: name, url: formatTagUrl(forge, tag) }),
    file: (place) => ({ forge: name, url: formatFileUrl(forge, place) }),
    compare: (from, to) => ({ forge: name, url: formatCompareUrl(forge, from, to) }),
    ci: (tag) => ({ forge: name, url: formatCiUrl(forge, tag) }),
    pull: (subject) => {
      const number = findPullRequest(subject)
      return number === null ? null : { number, forge: name, url: formatPullUrl(forge, number) }
    },
  }
}

/** The same for what the browser draws again, as data: a repository's page, and what a commit's id follows. */
export type ForgeSite = { readonly forge: string; readonly url: string; readonly commits: string }

/** A repository's page on its forge. */
export function buildSite(forge: Forge): ForgeSite {
  return {
    forge: FORGE_NAMES[forge.kind],
    url: forge.url,
    commits: formatCommitUrl(forge, ''),
  }
}

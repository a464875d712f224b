import type { Forge, ForgeKind } from './forge'

export type FilePlace = {
  readonly commit: string
  /** From the root of the repository. */
  readonly path: string
  /** From 1. */
  readonly line: number | null
}

/** Below the page of a repository. What comes in is encoded already. */
type Form = {
  readonly commit: (commit: string) => string
  readonly tag: (tag: Encoded) => string
  readonly file: (commit: string, path: string) => string
  readonly line: (line: number) => string
  readonly compare: (from: Encoded, to: Encoded) => string
  readonly ci: (tag: Encoded) => string
  readonly pull: (number: number) => string
}

/** A name of Git: with its slashes as they are, and with encoded ones. */
type Encoded = { readonly path: string; readonly segment: string }

const GITEA: Form = {
  commit: (commit) => `/commit/${commit}`,
  tag: ({ path }) => `/src/tag/${path}`,
  file: (commit, path) => `/src/commit/${commit}/${path}`,
  line: (line) => `#L${line}`,
  compare: (from, to) => `/compare/${from.path}...${to.path}`,
  // It cannot be narrowed to a tag.
  ci: () => '/actions',
  pull: (number) => `/pulls/${number}`,
}

const FORMS: Readonly<Record<ForgeKind, Form>> = {
  github: {
    commit: (commit) => `/commit/${commit}`,
    tag: ({ path }) => `/tree/${path}`,
    file: (commit, path) => `/blob/${commit}/${path}`,
    line: (line) => `#L${line}`,
    compare: (from, to) => `/compare/${from.path}...${to.path}`,
    // What a run is of is its branch, also where that is a tag.
    ci: ({ segment }) => `/actions?query=branch%3A${segment}`,
    pull: (number) => `/pull/${number}`,
  },
  gitlab: {
    commit: (commit) => `/-/commit/${commit}`,
    tag: ({ segment }) => `/-/tags/${segment}`,
    file: (commit, path) => `/-/blob/${commit}/${path}`,
    line: (line) => `#L${line}`,
    compare: (from, to) => `/-/compare/${from.segment}...${to.segment}`,
    ci: ({ segment }) => `/-/pipelines?ref=${segment}`,
    pull: (number) => `/-/merge_requests/${number}`,
  },
  gitea: GITEA,
  forgejo: GITEA,
  bitbucket: {
    commit: (commit) => `/commits/${commit}`,
    tag: ({ path }) => `/commits/tag/${path}`,
    file: (commit, path) => `/src/${commit}/${path}`,
    line: (line) => `#lines-${line}`,
    // The newer one comes first, and a carriage return is between the two.
    compare: (from, to) => `/branches/compare/${to.path}%0D${from.path}`,
    // It cannot be narrowed to a tag.
    ci: () => '/pipelines',
    pull: (number) => `/pull-requests/${number}`,
  },
}

/** The page of a commit. No text leads out of the repository's pages, here and below. */
export function formatCommitUrl({ kind, url }: Forge, commit: string): string {
  return `${url}${FORMS[kind].commit(encode(commit).path)}`
}

/** The page of a tag. */
export function formatTagUrl({ kind, url }: Forge, tag: string): string {
  return `${url}${FORMS[kind].tag(encode(tag))}`
}

/** A file as it stood at a commit, at its line where that is known. */
export function formatFileUrl({ kind, url }: Forge, { commit, path, line }: FilePlace): string {
  const form = FORMS[kind]
  const anchor = line === null ? '' : form.line(line)
  return `${url}${form.file(encode(commit).path, encode(path).path)}${anchor}`
}

/** What changed from one commit or tag to another. */
export function formatCompareUrl({ kind, url }: Forge, from: string, to: string): string {
  return `${url}${FORMS[kind].compare(encode(from), encode(to))}`
}

/** The CI runs that a tag has started; those of all tags where the forge cannot narrow them. */
export function formatCiUrl({ kind, url }: Forge, tag: string): string {
  return `${url}${FORMS[kind].ci(encode(tag))}`
}

/** A pull request, which GitLab calls a merge request. */
export function formatPullUrl({ kind, url }: Forge, number: number): string {
  return `${url}${FORMS[kind].pull(number)}`
}

/** Percent-encoded. Git knows no `.` and `..`, which browsers follow; they are left out. */
function encode(text: string): Encoded {
  const names = text.toWellFormed().split('/')
  const path = names
    .filter((name) => !/^\.{0,2}$/.test(name))
    .map(encodeURIComponent)
    .join('/')
  return { path, segment: path.replaceAll('/', '%2F') }
}

/** The version of a model that is used, and how this server and its repository are reached. */
export type UsedVersion = {
  /** `http://localhost:3000` */
  readonly server: string
  /** Whether reading needs a token. */
  readonly reading: 'open' | 'needs-token'
  /** The slug of its repository. */
  readonly repo: string
  /** The address of its repository, without credentials. */
  readonly url: string
  readonly model: string
  /** A SemVer name, or the full commit id of a version without one. */
  readonly version: string
  /** The tag that registers it; null without one. */
  readonly tag: string | null
  readonly commit: string
  /** From the root of the repository, or a URL; null where it is not known. */
  readonly path: string | null
  /** As the version has it: `git:…` for content in Git. */
  readonly hash: string | null
  /** The stage that is followed; null for this version alone. */
  readonly stage: string | null
}

/** Lines to paste into a terminal or a file. */
export type Snippet = {
  readonly id: 'git' | 'dvc-get' | 'dvc-import' | 'gto' | 'curl' | 'python' | 'github' | 'gitlab'
  readonly title: string
  /** What it does, in one sentence. */
  readonly does: string
  readonly lines: readonly string[]
}

/** A text as one word of a shell. */
export function quoteWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A path as one word of a shell, which is no option. */
export function quotePath(path: string): string {
  return quoteWord(path.startsWith('-') ? `./${path}` : path)
}

/** What Git calls the version: its tag, else its commit. */
export function formatRevision({ tag, commit }: UsedVersion): string {
  return tag ?? commit
}

/** The last name of the path, for the copy. */
export function formatFileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1) || 'model'
}

/** The name of the folder that a clone makes. */
export function formatFolder({ url, repo }: UsedVersion): string {
  const name = url
    .replace(/\/+$/, '')
    .split(/[/:]/)
    .at(-1)
    ?.replace(/\.git$/, '')
  return name && /^[\w.-]+$/.test(name) && !name.startsWith('-') ? name : repo
}

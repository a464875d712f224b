import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type RawGitInput, rawGit } from './raw-git'
import { createTempDir } from './temp-dir'

/** ISO 8601 with an offset (`2026-01-02T03:04:05+02:00`, `Z`), or Unix seconds at +0000. */
export type Moment = string | number
export type TestPerson = { readonly name: string; readonly email: string }
/**
 * Text or bytes of a regular file; `null` deletes; an object chooses the tree mode (`120000`
 * symlink, `160000` submodule with an oid as content).
 */
export type TestFile =
  | string
  | Buffer
  | null
  | { readonly mode: string; readonly content: string | Buffer }

type CommitSpec = {
  readonly files?: Readonly<Record<string, TestFile>>
  readonly message?: string
  readonly at?: Moment
  readonly author?: TestPerson
  /** Default: the branch that HEAD names. */
  readonly branch?: string
  /** Default: the branch's tip, or none for its first commit. */
  readonly parents?: readonly string[]
}
export type TagSpec = {
  readonly at?: Moment
  readonly message?: string
  /** Anything git can resolve; default HEAD. */
  readonly commit?: string
  readonly tagger?: TestPerson
}

export type GitRepo = {
  readonly dir: string
  /** The directory with HEAD and refs: `dir` itself when bare. */
  readonly gitDir: string
  /** `file://` URL of the repository. */
  readonly url: string
  git(args: readonly string[], input?: RawGitInput): Promise<Buffer>
  /**
   * Adds files to a branch and returns the commit's oid; a work repository's files are not checked
   * out.
   */
  commit(spec: CommitSpec): Promise<string>
  /** Creates or moves an annotated tag, returns the tag object's oid. */
  tag(name: string, spec?: TagSpec): Promise<string>
  lightweightTag(name: string, commit?: string): Promise<void>
  /**
   * Writes any bytes as a tag object, unchecked, and points `refs/tags/<name>` at it when a name
   * is given.
   */
  rawTag(bytes: string | Buffer, name?: string | Buffer): Promise<string>
  /** Points a full ref name, of any bytes, at an object without git checking either. */
  rawRef(ref: string | Buffer, oid: string): void
  deleteTag(name: string): Promise<void>
  setHead(branch: string): Promise<void>
  resolve(revision: string): Promise<string>
  /** Reads a `git fast-import` stream from a file. */
  importStream(file: string): Promise<void>
  remove(): void
}

export const ADA: TestPerson = { name: 'Ada Example', email: 'ada@example.com' }

/**
 * A new repository on branch `main`, in a temporary directory unless `dir` is given; bare unless
 * `kind` is `work`.
 */
export async function createGitRepo(
  options: {
    readonly dir?: string
    readonly kind?: 'bare' | 'work'
    readonly branch?: string
  } = {},
): Promise<GitRepo> {
  const dir = options.dir ?? path.join(createTempDir('repo'), 'repo.git')
  mkdirSync(dir, { recursive: true })
  const bare = options.kind === 'work' ? [] : ['--bare']
  const branch = options.branch ?? 'main'
  await rawGit(dir, ['init', '-q', ...bare, '--template=', `--initial-branch=${branch}`, '.'])
  return openGitRepo(dir, options.kind === 'work' ? path.join(dir, '.git') : dir)
}

function openGitRepo(dir: string, gitDir: string): GitRepo {
  const git = (args: readonly string[], input?: RawGitInput) => rawGit(dir, args, input)
  const text = async (args: readonly string[], input?: RawGitInput) =>
    (await git(args, input)).toString().trim()
  const resolve = (revision: string) => text(['rev-parse', '--verify', '-q', revision])
  const rawRef = (ref: string | Buffer, oid: string) => writeRef(gitDir, ref, oid)

  const commit = async (spec: CommitSpec) => {
    const ref = spec.branch ? `refs/heads/${spec.branch}` : await text(['symbolic-ref', 'HEAD'])
    const tip = await text(['for-each-ref', '--format=%(objectname)', ref])
    const parents = spec.parents ?? (tip === '' ? [] : [tip])
    await git(['fast-import', '--quiet', '--force'], commitStream(ref, parents, spec))
    return resolve(ref)
  }
  const writeTag = (bytes: string | Buffer) =>
    text(['hash-object', '-t', 'tag', '-w', '--literally', '--stdin'], bytes)
  const tag = async (name: string, spec: TagSpec = {}) => {
    const target = await resolve(spec.commit ?? 'HEAD')
    const type = await text(['cat-file', '-t', target])
    const who = `${formatPerson(spec.tagger ?? ADA)} ${formatMoment(spec.at ?? 1767225600)}`
    const head = `object ${target}\ntype ${type}\ntag ${name}\ntagger ${who}\n\n`
    const oid = await writeTag(`${head}${spec.message ?? name}\n`)
    await git(['update-ref', `refs/tags/${name}`, oid])
    return oid
  }
  const rawTag = async (bytes: string | Buffer, name?: string | Buffer) => {
    const oid = await writeTag(bytes)
    if (name !== undefined)
      rawRef(Buffer.concat([Buffer.from('refs/tags/'), Buffer.from(name)]), oid)
    return oid
  }

  return {
    dir,
    gitDir,
    url: `file://${dir}`,
    git,
    commit,
    tag,
    rawTag,
    rawRef,
    resolve,
    lightweightTag: async (name, target = 'HEAD') =>
      void (await git(['update-ref', `refs/tags/${name}`, await resolve(target)])),
    deleteTag: async (name) => void (await git(['update-ref', '-d', `refs/tags/${name}`])),
    setHead: async (branch) => void (await git(['symbolic-ref', 'HEAD', `refs/heads/${branch}`])),
    importStream: async (file) => void (await git(['fast-import', '--quiet', '--force'], { file })),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

function writeRef(gitDir: string, ref: string | Buffer, oid: string): void {
  const file = Buffer.concat([Buffer.from(`${gitDir}/`), Buffer.from(ref)])
  mkdirSync(file.subarray(0, file.lastIndexOf(0x2f)), { recursive: true })
  writeFileSync(file, `${oid}\n`)
}

/** A fast-import stream of one commit on `ref`; also what builders of large repositories repeat. */
function commitStream(ref: string, parents: readonly string[], spec: CommitSpec): Buffer {
  const who = `${formatPerson(spec.author ?? ADA)} ${formatMoment(spec.at ?? 1767225600)}`
  const message = Buffer.from(`${spec.message ?? 'commit'}\n`)
  const parts: (string | Buffer)[] = [`reset ${ref}\n`] // forgets the tip: `from` alone says the parent
  parts.push(
    `commit ${ref}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n`,
    message,
    '\n',
  )
  for (const [index, parent] of parents.entries()) {
    parts.push(`${index === 0 ? 'from' : 'merge'} ${parent}\n`)
  }
  for (const [name, file] of Object.entries(spec.files ?? {})) parts.push(...fileChange(name, file))
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

function fileChange(name: string, file: TestFile): (string | Buffer)[] {
  const quoted = `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
  if (file === null) return [`D ${quoted}\n`]
  const { mode, content } =
    typeof file === 'string' || Buffer.isBuffer(file) ? { mode: '100644', content: file } : file
  if (mode === '160000') return [`M 160000 ${content} ${quoted}\n`]
  const bytes = Buffer.from(content)
  return [`M ${mode} inline ${quoted}\ndata ${bytes.length}\n`, bytes, '\n']
}

function formatPerson(person: TestPerson): string {
  return `${person.name} <${person.email}>`
}

/** Git's own form of a moment: Unix seconds and offset. */
export function formatMoment(at: Moment): string {
  if (typeof at === 'number') return `${at} +0000`
  const zone = /([+-])(\d\d):?(\d\d)$/.exec(at)
  if (!zone && !at.endsWith('Z')) throw new Error(`moment without an offset: ${at}`)
  const offset = zone ? `${zone[1]}${zone[2]}${zone[3]}` : '+0000'
  return `${Math.floor(Date.parse(at) / 1000)} ${offset}`
}

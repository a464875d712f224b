import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  copyFolder,
  createBare,
  type Folder,
  join,
  openLooseObjects,
  setFile,
  type TreeFile,
  type WriteObject,
  writeFolder,
} from './loose-objects'
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
  const branch = options.branch ?? 'main'
  if (options.kind === 'work') {
    await rawGit(dir, ['init', '-q', '--template=', `--initial-branch=${branch}`, '.'])
    return openGitRepo(dir, path.join(dir, '.git'))
  }
  createBare(dir, branch)
  return openGitRepo(dir, dir)
}

function openGitRepo(dir: string, gitDir: string): GitRepo {
  const git = (args: readonly string[], input?: RawGitInput) => rawGit(dir, args, input)
  const text = async (args: readonly string[], input?: RawGitInput) =>
    (await git(args, input)).toString().trim()
  const write = openLooseObjects(gitDir)
  const commits = new Map<string, Folder>()
  const resolve = async (revision: string) => {
    if (commits.has(revision)) return revision
    const tip = revision === 'HEAD' ? findRef(gitDir, readHead(gitDir)) : null
    return tip ?? (await text(['rev-parse', '--verify', '-q', revision]))
  }
  const rawRef = (ref: string | Buffer, oid: string) => writeRef(gitDir, ref, oid)
  const readFiles = async (commit: string): Promise<Folder> =>
    commits.get(commit) ?? parseFiles(await git(['ls-tree', '-r', '-z', '--full-tree', commit]))

  const commit = async (spec: CommitSpec) => {
    const ref = spec.branch ? `refs/heads/${spec.branch}` : readHead(gitDir)
    const tip = findRef(gitDir, ref)
    const parents = await Promise.all((spec.parents ?? (tip === null ? [] : [tip])).map(resolve))
    const files = parents[0] === undefined ? new Map() : copyFolder(await readFiles(parents[0]))
    for (const [name, file] of Object.entries(spec.files ?? {})) {
      setFile(files, name, file === null ? null : await writeFile(file, write))
    }
    const tree = await writeFolder(write, files)
    const oid = await write('commit', formatCommit(tree, parents, spec))
    commits.set(oid, files)
    rawRef(ref, oid)
    return oid
  }
  const tag = async (name: string, spec: TagSpec = {}) => {
    const target = await resolve(spec.commit ?? 'HEAD')
    const type = commits.has(target) ? 'commit' : await text(['cat-file', '-t', target])
    const who = `${formatPerson(spec.tagger ?? ADA)} ${formatMoment(spec.at ?? 1767225600)}`
    const head = `object ${target}\ntype ${type}\ntag ${name}\ntagger ${who}\n\n`
    const oid = await write('tag', `${head}${spec.message ?? name}\n`)
    rawRef(`refs/tags/${name}`, oid)
    return oid
  }
  const rawTag = async (bytes: string | Buffer, name?: string | Buffer) => {
    const oid = await write('tag', bytes)
    if (name !== undefined) rawRef(join('refs/tags/', name), oid)
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
      rawRef(`refs/tags/${name}`, await resolve(target)),
    deleteTag: async (name) => void (await git(['update-ref', '-d', `refs/tags/${name}`])),
    setHead: async (branch) => void (await git(['symbolic-ref', 'HEAD', `refs/heads/${branch}`])),
    importStream: async (file) => void (await git(['fast-import', '--quiet', '--force'], { file })),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** The ref that HEAD names. */
function readHead(gitDir: string): string {
  return readFileSync(path.join(gitDir, 'HEAD'), 'utf8').replace('ref: ', '').trim()
}

function findRef(gitDir: string, ref: string): string | null {
  const loose = readOr(path.join(gitDir, ref)).trim()
  if (loose !== '') return loose
  const packed = readOr(path.join(gitDir, 'packed-refs')).split('\n')
  return packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0] ?? null
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Under git's own lock: a reader sees the old ref or the new one. */
function writeRef(gitDir: string, ref: string | Buffer, oid: string): void {
  const file = join(`${gitDir}/`, ref)
  const lock = join(file, '.lock')
  mkdirSync(file.subarray(0, file.lastIndexOf(0x2f)), { recursive: true })
  writeFileSync(lock, `${oid}\n`, { flag: 'wx' })
  renameSync(lock, file)
}

function parseFiles(listed: Buffer): Folder {
  const lines = new TextDecoder('utf-8', { fatal: true }).decode(listed).split('\0')
  const folder: Folder = new Map()
  for (const line of lines.filter(Boolean)) {
    const [, mode = '', oid = '', name = ''] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? []
    setFile(folder, name, { mode, oid })
  }
  return folder
}

async function writeFile(file: Exclude<TestFile, null>, write: WriteObject): Promise<TreeFile> {
  const { mode, content } =
    typeof file === 'string' || Buffer.isBuffer(file) ? { mode: '100644', content: file } : file
  return { mode, oid: mode === '160000' ? String(content) : await write('blob', content) }
}

function formatCommit(tree: string, parents: readonly string[], spec: CommitSpec): string {
  const who = `${formatPerson(spec.author ?? ADA)} ${formatMoment(spec.at ?? 1767225600)}`
  const from = parents.map((parent) => `parent ${parent}\n`).join('')
  return `tree ${tree}\n${from}author ${who}\ncommitter ${who}\n\n${spec.message ?? 'commit'}\n`
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

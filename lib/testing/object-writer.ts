import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { constants, deflate } from 'node:zlib'
import { rawGit } from './raw-git'

const compress = promisify(deflate)

/** Text is written as UTF-8. */
export type Bytes = string | Buffer

export type TreeLine = { readonly mode: string; readonly name: Bytes; readonly oid: string }

export type CommitLines = {
  readonly tree: string
  readonly parents?: readonly string[]
  readonly author?: Bytes
  readonly message?: Bytes
  /** Lines between the committer and the message, each with its line feed. */
  readonly headers?: Bytes
}

export type TagLines = {
  readonly tagger?: Bytes
  readonly message?: Bytes
  /** What the object says that its name is, where that is not the ref's. */
  readonly name?: Bytes
  readonly headers?: Bytes
}

export type ObjectWriter = {
  readonly dir: string
  blob(content: Bytes): Promise<string>
  /** Entries are written in the order given. */
  tree(lines: readonly TreeLine[]): Promise<string>
  /** A tree of regular files by their paths. */
  files(files: Readonly<Record<string, Bytes>>): Promise<string>
  commit(lines: CommitLines): Promise<string>
  /** A tag object of a commit, and the ref of that name. */
  tag(name: Bytes, commit: string, lines?: TagLines): Promise<void>
  branch(name: Bytes, commit: string): void
  /** Writes the refs; nothing can be added after it. */
  close(): void
}

const PERSON = 'Ada Example <ada@example.com>'
/** 2026-01-01T00:00:00Z */
const START = 1_767_225_600

/**
 * Writes a bare repository object by object, without git, which refuses much of what a hostile one holds, and is slow
 * with large objects. The same calls make the same repository. Every tag and commit is a minute after the one before.
 */
export async function openObjectWriter(dir: string): Promise<ObjectWriter> {
  mkdirSync(dir, { recursive: true })
  await rawGit(dir, ['init', '-q', '--bare', '--template=', '--initial-branch=main', '.'])
  const written = new Map<string, Promise<unknown>>()
  const refs: Buffer[] = []
  let minutes = 0
  const tick = () => `${START + 60 * minutes++} +0000\n`

  const write = async (type: string, content: Bytes): Promise<string> => {
    const body = Buffer.from(content)
    const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body])
    const oid = createHash('sha1').update(bytes).digest('hex')
    const file = path.join(dir, 'objects', oid.slice(0, 2), oid.slice(2))
    if (!written.has(oid)) written.set(oid, writeObject(file, bytes))
    await written.get(oid)
    return oid
  }
  const addRef = (name: Bytes, oid: string) => refs.push(join(`${oid} `, name, '\n'))
  const tree = (lines: readonly TreeLine[]) => write('tree', Buffer.concat(lines.map(formatEntry)))
  const files = async (named: Readonly<Record<string, Bytes>>): Promise<string> => {
    const folders = new Map<string, Record<string, Bytes>>()
    const lines: TreeLine[] = []
    for (const [name, content] of Object.entries(named)) {
      const slash = name.indexOf('/')
      if (slash < 0) lines.push({ mode: '100644', name, oid: await write('blob', content) })
      else {
        const folder = folders.get(name.slice(0, slash)) ?? {}
        folder[name.slice(slash + 1)] = content
        folders.set(name.slice(0, slash), folder)
      }
    }
    for (const [name, inside] of folders) {
      lines.push({ mode: '40000', name, oid: await files(inside) })
    }
    return tree(lines.sort(compareLines))
  }
  return {
    dir,
    blob: (content) => write('blob', content),
    tree,
    files,
    commit: ({ tree, parents = [], author = PERSON, message = 'Train\n', headers = '' }) => {
      const at = tick()
      return write(
        'commit',
        join(
          `tree ${tree}\n`,
          parents.map((parent) => `parent ${parent}\n`).join(''),
          ...['author ', author, ' ', at, 'committer ', author, ' ', at],
          ...[headers, '\n', message],
        ),
      )
    },
    tag: async (name, commit, lines = {}) => {
      const { tagger = PERSON, message = 'Tag\n', headers = '' } = lines
      const head = [`object ${commit}\ntype commit\ntag `, lines.name ?? name, '\n']
      const oid = await write(
        'tag',
        join(...head, 'tagger ', tagger, ' ', tick(), headers, '\n', message),
      )
      addRef(join('refs/tags/', name), oid)
    },
    branch: (name, commit) => void addRef(join('refs/heads/', name), commit),
    close: () => writeFileSync(path.join(dir, 'packed-refs'), Buffer.concat(refs)),
  }
}

async function writeObject(file: string, bytes: Buffer): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true })
  await writeFile(file, await compress(bytes, { level: constants.Z_BEST_SPEED }))
}

function join(...parts: readonly Bytes[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

function formatEntry({ mode, name, oid }: TreeLine): Buffer {
  return join(`${mode} `, name, '\0', Buffer.from(oid, 'hex'))
}

/** Git's order: a folder's name counts as if it ended with a slash. */
function compareLines(one: TreeLine, other: TreeLine): number {
  const key = ({ mode, name }: TreeLine) => (mode === '40000' ? join(name, '/') : join(name))
  return Buffer.compare(key(one), key(other))
}

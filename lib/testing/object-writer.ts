import { writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  type Bytes,
  createBare,
  type Folder,
  formatTree,
  join,
  openLooseObjects,
  setFile,
  type TreeLine,
  writeFolder,
} from './loose-objects'

export type { Bytes, TreeLine } from './loose-objects'

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
  createBare(dir, 'main')
  const write = openLooseObjects(dir)
  const refs: Buffer[] = []
  let minutes = 0
  const tick = () => `${START + 60 * minutes++} +0000\n`

  const addRef = (name: Bytes, oid: string) => refs.push(join(`${oid} `, name, '\n'))
  const files = async (named: Readonly<Record<string, Bytes>>): Promise<string> => {
    const folder: Folder = new Map()
    for (const [name, content] of Object.entries(named)) {
      setFile(folder, name, { mode: '100644', oid: await write('blob', content) })
    }
    return writeFolder(write, folder)
  }
  return {
    dir,
    blob: (content) => write('blob', content),
    tree: (lines) => write('tree', formatTree(lines)),
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

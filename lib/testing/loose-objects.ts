import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { constants, deflate } from 'node:zlib'

const compress = promisify(deflate)

/** Text is written as UTF-8. */
export type Bytes = string | Buffer

export type TreeLine = { readonly mode: string; readonly name: Bytes; readonly oid: string }

/** Writes an object of the type, unchecked, and resolves to its oid. */
export type WriteObject = (type: string, content: Bytes) => Promise<string>

const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n'

/** Makes an empty bare repository, as `git init` does. */
export function createBare(dir: string, branch: string): void {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
    mkdirSync(path.join(dir, folder), { recursive: true })
  }
  writeFileSync(path.join(dir, 'config'), CONFIG)
  writeFileSync(path.join(dir, 'HEAD'), `ref: refs/heads/${branch}\n`)
}

/** Writes objects as files below a repository's `objects`. Starting git for each would take most of a test's time. */
export function openLooseObjects(gitDir: string): WriteObject {
  const written = new Map<string, Promise<unknown>>()
  return async (type, content) => {
    const body = Buffer.from(content)
    const bytes = Buffer.concat([Buffer.from(`${type} ${body.length}\0`), body])
    const oid = createHash('sha1').update(bytes).digest('hex')
    const file = path.join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2))
    if (!written.has(oid)) written.set(oid, writeObject(file, bytes))
    await written.get(oid)
    return oid
  }
}

/** Appears whole: git may read the same object meanwhile. */
async function writeObject(file: string, bytes: Buffer): Promise<void> {
  const draft = `${file}.new`
  mkdirSync(path.dirname(file), { recursive: true })
  await writeFile(draft, await compress(bytes, { level: constants.Z_BEST_SPEED }))
  await rename(draft, file)
}

export type TreeFile = { readonly mode: string; readonly oid: string }

/** Files and folders by their names. */
export type Folder = Map<string, TreeFile | Folder>

/** As git does: a file takes the place of a folder, and a folder that of a file. Null deletes. */
export function setFile(folder: Folder, place: string, file: TreeFile | null): void {
  const [name = '', ...below] = place.split('/')
  if (below.length === 0) {
    if (file === null) folder.delete(name)
    else folder.set(name, file)
    return
  }
  const found = folder.get(name)
  const inside: Folder = found instanceof Map ? found : new Map()
  setFile(inside, below.join('/'), file)
  if (inside.size > 0) folder.set(name, inside)
  else if (found instanceof Map) folder.delete(name)
}

export function copyFolder(folder: Folder): Folder {
  return new Map(
    [...folder].map(([name, one]) => [name, one instanceof Map ? copyFolder(one) : one]),
  )
}

/** Writes the trees of a folder and of those in it. */
export async function writeFolder(write: WriteObject, folder: Folder): Promise<string> {
  const lines: TreeLine[] = []
  for (const [name, one] of folder) {
    const line = one instanceof Map ? { mode: '40000', oid: await writeFolder(write, one) } : one
    lines.push({ name, ...line })
  }
  return write('tree', formatTree(lines.sort(compareLines)))
}

/** The content of a tree, its entries in the order given. */
export function formatTree(lines: readonly TreeLine[]): Buffer {
  const entries = lines.map(({ mode, name, oid }) =>
    join(`${mode} `, name, '\0', Buffer.from(oid, 'hex')),
  )
  return Buffer.concat(entries)
}

/** Git's order: a folder's name counts as if it ended with a slash. */
function compareLines(one: TreeLine, other: TreeLine): number {
  const key = ({ mode, name }: TreeLine) => join(name, mode === '40000' ? '/' : '')
  return Buffer.compare(key(one), key(other))
}

export function join(...parts: readonly Bytes[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BranchFact, CommitFact, Instant, Oid, TagFact } from '@/lib/snapshot/types'
import type { FileSource } from './build-look'
import { buildCommit } from './build-tag'

/** The raw facts of a repository, read with plain git commands. */
export type TestRepo = {
  readonly head: BranchFact
  readonly tags: readonly TagFact[]
  readonly source: FileSource
  /** The paths of a commit. */
  readonly pathsAt: (commit: Oid) => readonly string[]
  readonly commit: (oid: Oid) => CommitFact
  readonly remove: () => void
}

/** Builds a bare repository from a `git fast-import` stream, in a temporary folder. */
export function openRepo(stream: string): TestRepo {
  const dir = mkdtempSync(path.join(tmpdir(), 'signet-registry-'))
  const env = { ...process.env, GIT_DIR: dir, HOME: dir, GIT_CONFIG_NOSYSTEM: '1' }
  const git = (args: readonly string[], input?: Buffer) =>
    execFileSync('git', args, { env, input, maxBuffer: 1 << 28 }).toString()
  git(['init', '--quiet', '--bare', '--initial-branch=main'])
  git(['fast-import', '--quiet'], readFileSync(stream))
  const head = { name: 'main', commit: git(['rev-parse', 'refs/heads/main']).trim() }
  const trees = new Map<Oid, ReadonlyMap<string, Oid>>()
  const blobs = new Map<Oid, string>()
  const treeOf = (commit: Oid) => {
    const tree = trees.get(commit) ?? listTree(git(['ls-tree', '-r', '-z', commit]))
    trees.set(commit, tree)
    return tree
  }
  const source: FileSource = (commit, file) => {
    const oid = treeOf(commit).get(file)
    if (oid === undefined) return null
    const text = blobs.get(oid) ?? git(['cat-file', 'blob', oid])
    blobs.set(oid, text)
    return { text, oid }
  }
  const commit = (oid: Oid) =>
    buildCommit(oid, Number(git(['show', '--no-patch', '--format=%ct', oid])))
  const remove = () => rmSync(dir, { recursive: true })
  const pathsAt = (commit: Oid) => [...treeOf(commit).keys()]
  return {
    head,
    tags: readTags(git(['for-each-ref', 'refs/tags', FORMAT])),
    source,
    pathsAt,
    commit,
    remove,
  }
}

const FIELDS = [
  ...['refname:strip=2', 'objectname', 'objecttype', '*objectname', 'taggername'],
  ...['taggeremail:trim', 'taggerdate:raw', 'contents'],
]
const FORMAT = `--format=${FIELDS.map((field) => `%(${field})`).join('%00')}%01`

function listTree(output: string): ReadonlyMap<string, Oid> {
  return new Map(
    output.split('\0').flatMap((line) => {
      const [, oid, file] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      return oid === undefined || file === undefined ? [] : [[file, oid] as const]
    }),
  )
}

function readTags(output: string): readonly TagFact[] {
  const records = output.split('\u0001').map((record) => record.trimStart().split('\0'))
  return records.flatMap(([name, oid, type, commit, tagger, email, date, message]): TagFact[] => {
    if (name === undefined || oid === undefined || name === '') return []
    if (type !== 'tag') return [{ kind: 'lightweight', name, oid }]
    return [
      {
        kind: 'annotated',
        name,
        oid,
        commit: commit ?? '',
        innerName: null,
        nested: false,
        tagger: { name: tagger ?? '', email: email ?? '' },
        at: parseDate(date ?? ''),
        message: (message ?? '').trim(),
        signature: null,
      },
    ]
  })
}

/** `SECONDS +0130`. */
function parseDate(raw: string): Instant {
  const [, seconds, sign, hours, minutes] = /^(\d+) ([+-])(\d\d)(\d\d)$/.exec(raw) ?? []
  const offset = Number(hours) * 60 + Number(minutes)
  return { seconds: Number(seconds), offset: sign === '-' ? -offset : offset }
}

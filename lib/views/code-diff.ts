import { z } from 'zod'
import { oid, time, type View } from './view'

const file = z
  .object({
    path: z.string(),
    oldPath: z.string().nullable().meta({ description: 'Of a renamed file; else null' }),
    status: z.enum(['added', 'removed', 'changed', 'renamed', 'mode']).meta({
      description: '`mode`: only whether it may be executed, or what kind of entry it is',
    }),
    kind: z.enum(['text', 'binary', 'link', 'submodule', 'lfs', 'dvc']).meta({
      description:
        '`link`: a symbolic link, whose text is its target; `lfs`, `dvc`: a pointer to content elsewhere',
    }),
    added: z.int().nullable().meta({ description: 'Lines; null where they were not compared' }),
    removed: z.int().nullable(),
  })
  .meta({ id: 'DiffedFile' })

const commit = z
  .object({
    commit: oid,
    of: z.enum(['from', 'to']).meta({ description: 'Which of the two versions has it' }),
    author: z.string(),
    subject: z.string(),
    committedAt: time,
    files: z.array(z.string()).meta({ description: 'The first 5 of the files that it changed' }),
    fileCount: z.int(),
  })
  .meta({ id: 'CommitBetween' })

export type CommitBetweenView = View<typeof commit>

const commits = z.object({
  items: z.array(commit).meta({ description: 'The newest 20' }),
  hasMore: z.boolean(),
})

/** The files that differ between the commits of two versions. */
export const codeFiles = z
  .object({
    files: z.array(file).meta({ description: 'The first 300' }),
    total: z.int().meta({ description: 'All of those, the ones that are not listed too' }),
    others: z.int().meta({
      description: 'Other files that differ, which no lineage of the two versions names',
    }),
    commits: commits.nullable().meta({
      description:
        'Commits that only one of the two has, which changed code, data or pipelines of the lineages; all where no lineage names any; null where they were not read',
    }),
  })
  .meta({ id: 'CodeFiles' })

type CodeFilesView = View<typeof codeFiles>

/** Lines of a file that differ, with those around them. */
export type DiffHunk = {
  readonly oldStart: number
  readonly newStart: number
  readonly context: string
  /** Each begins with a space, `+`, `-` or `\`. */
  readonly lines: readonly string[]
  /** Of each line: pieces as `k4-1s9`, a letter (see `mark-lines.ts`) and a length each; empty: plain. */
  readonly marks: readonly string[]
}

/** Why a file has no lines: it is too large, its name or content cannot be read, or it is not open. */
export type NoLines = 'large' | 'missing' | 'name' | 'closed' | 'none'

export type DiffedFile = CodeFilesView['files'][number] & {
  /** Null where `why` says why not. */
  readonly hunks: readonly DiffHunk[] | null
  readonly why: NoLines | null
  /** Whether lines were cut, or left out at the end. */
  readonly cut: boolean
}

/** The same with the lines of the files. */
export type CodeDiff = Omit<CodeFilesView, 'files'> & { readonly files: readonly DiffedFile[] }

import type { CodeDiff } from '@/lib/views/code-diff'
import { hrefWith } from '../ui/href-with'
import { Panel } from '../ui/panel'
import type { DiffContent } from './diff-files'
import { DrawnDiff } from './drawn-diff'

type Props = {
  readonly diff: CodeDiff
  /** Of the address: `from`, `to`, `files`, `diff` and `file`. */
  readonly params: Readonly<Record<string, string | null>>
  /** Whether a lineage says which files were used. */
  readonly lineage: 'known' | 'unknown'
}

/** The changes of the code between two commits, with links for its other looks. */
export function CodeDiffPanel({ diff, params, lineage }: Props) {
  const look = params.diff === 'split' ? 'split' : 'unified'
  const content: DiffContent = { files: diff.files, look, params }
  const link = (changed: Props['params']) => hrefWith('/compare', { ...params, ...changed })
  return (
    <Panel
      title="Changes of the code"
      aside={
        <a href={link({ diff: look === 'split' ? null : 'split' })} className={LINK}>
          {look === 'split' ? 'Unified' : 'Side by side'}
        </a>
      }
    >
      <p className="flex flex-wrap gap-x-3 border-b border-line px-4 py-2 text-text-soft">
        <span>{describe(diff, params, lineage)}</span>
        {params.file ? (
          <a href={link({ file: null })} className={LINK}>
            The whole comparison
          </a>
        ) : null}
        {diff.others > 0 && !params.file ? (
          <a href={link({ files: 'all' })} className={LINK}>
            All {(diff.total + diff.others).toLocaleString('en')} files
          </a>
        ) : null}
        {params.files === 'all' && lineage === 'known' && !params.file ? (
          <a href={link({ files: null })} className={LINK}>
            Only what the model used
          </a>
        ) : null}
      </p>
      <DrawnDiff content={JSON.stringify(content)} />
    </Panel>
  )
}

const LINK = 'text-accent hover:underline'

function describe({ total, files }: CodeDiff, params: Props['params'], lineage: Props['lineage']) {
  if (params.file) return 'One file.'
  const isAll = params.files === 'all' || lineage === 'unknown'
  const what = isAll ? 'between the commits' : 'that the stages of the model read'
  if (total === 0) return isAll ? 'No file differs.' : 'No file that the model used differs.'
  const count = `${total.toLocaleString('en')} ${total === 1 ? 'file' : 'files'} ${what}`
  return files.length < total ? `${count}, of which ${files.length} are listed.` : `${count}.`
}

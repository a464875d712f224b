import type { DiffHunk } from '@/lib/views/code-diff'
import { UntrustedText } from '../ui/untrusted-text'
import { type DiffLine, numberLines, pairLines, splitLine } from './pair-lines'

type Props = {
  readonly hunks: readonly DiffHunk[]
  readonly look: 'unified' | 'split'
  /** The path, for people who do not see the table. */
  readonly path: string
}

/** The lines of a file that differ: one below the other, or side by side. */
export function DiffLines({ hunks, look, path }: Props) {
  const Rows = look === 'split' ? SplitRows : UnifiedRows
  return (
    <table className={`diff-lines ${look}`}>
      <caption className="sr-only">Lines of {path} that differ</caption>
      {look === 'split' ? (
        <colgroup>
          <col className="col-no" />
          <col />
          <col className="col-no" />
          <col />
        </colgroup>
      ) : null}
      {hunks.map((hunk) => (
        <tbody key={`${hunk.oldStart} ${hunk.newStart}`}>
          <tr className="hunk">
            <td colSpan={4}>
              {`@@ −${hunk.oldStart} +${hunk.newStart} @@ `}
              <UntrustedText text={hunk.context} max={200} />
            </td>
          </tr>
          <Rows lines={numberLines(hunk)} />
        </tbody>
      ))}
    </table>
  )
}

type RowsProps = { readonly lines: readonly DiffLine[] }

function UnifiedRows({ lines }: RowsProps) {
  return lines.map((line, at) => (
    <tr key={at}>
      <td className="no">{line.oldNumber}</td>
      <td className="no">{line.newNumber}</td>
      <Line line={line} />
    </tr>
  ))
}

function SplitRows({ lines }: RowsProps) {
  return pairLines(lines).map(([before, after], at) => (
    <tr key={at}>
      <td className="no">{before?.oldNumber}</td>
      <Line line={before} />
      <td className="no">{after?.newNumber}</td>
      <Line line={after} />
    </tr>
  ))
}

const CLASSES: Readonly<Record<string, string>> = { '+': 'add', '-': 'del', '\\': 'note' }
const WORDS: Readonly<Record<string, string>> = { '+': 'Added: ', '-': 'Removed: ' }

function Line({ line }: { readonly line: DiffLine | null }) {
  if (line === null) return <td className="none" />
  const { sign } = line
  return (
    <td className={CLASSES[sign]}>
      <span className="sign" aria-hidden="true">
        {sign === '\\' ? ' ' : sign}
      </span>
      {WORDS[sign] ? <span className="sr-only">{WORDS[sign]}</span> : null}
      <code>
        {splitLine(line).map(({ letter, text, at }) =>
          letter === '-' ? (
            <Text key={at} text={text} />
          ) : (
            <span key={at} className={`tok-${letter}`}>
              <Text text={text} />
            </span>
          ),
        )}
      </code>
    </td>
  )
}

function Text({ text }: { readonly text: string }) {
  return /^[\t -~]*$/.test(text) ? text : <UntrustedText text={text} />
}

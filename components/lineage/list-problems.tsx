import type { LineageView } from '@/lib/views/lineage'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'

type Props = Pick<LineageView, 'problems'>

/** Up to how many problems stand open above the list. */
const FEW = 3

/** What is wrong in the files of a pipeline: the rest of it is drawn all the same. */
export function ListProblems({ problems }: Props) {
  const title =
    problems.length === 1
      ? '1 problem in the files of this pipeline'
      : `${problems.length.toLocaleString('en')} problems in the files of this pipeline`
  return (
    <details className="lineage-problems" open={problems.length <= FEW}>
      <summary>
        <Icon name="triangle-alert" className="text-warning" />
        {title}
      </summary>
      <ul>
        {problems.map(({ file, detail, code }) => (
          <li key={`${code} ${file} ${detail}`}>
            {file === null ? null : (
              <code>
                <UntrustedText text={file} max={400} />
              </code>
            )}
            <UntrustedText text={detail} max={400} />
          </li>
        ))}
      </ul>
    </details>
  )
}

import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly kind: 'no-version' | 'unknown-version' | 'missing' | 'failed' | 'empty'
  /** The version that is not there, or why reading failed. */
  readonly why: string | null
  /** The pipeline at the head of the default branch, where a commit is missing. */
  readonly pipelineHref?: string
}

/** Says why there is no pipeline to show, and what to do. */
export function NoPipeline({ kind, why, pipelineHref }: Props) {
  if (kind === 'no-version') {
    return (
      <EmptyState icon="circle-dashed" title="No version yet">
        <p>What a version was made from appears here after the first registration.</p>
      </EmptyState>
    )
  }
  if (kind === 'unknown-version') {
    return (
      <EmptyState icon="circle-dashed" title="No such version">
        <p>
          The model has no active version <UntrustedText text={why ?? ''} />.
        </p>
      </EmptyState>
    )
  }
  if (kind === 'failed') {
    return (
      <EmptyState icon="circle-dashed" title="The commit could not be read">
        <p>
          <UntrustedText text={why ?? ''} /> Reload the page to try again.
        </p>
      </EmptyState>
    )
  }
  return kind === 'missing' ? (
    <EmptyState icon="circle-dashed" title="The commit is not here">
      <p>
        No branch and no tag of the repository had it at the last sync. If it is new, sync the
        repository and reload the page. It may also have been removed from the history.
      </p>
      {pipelineHref === undefined ? null : (
        <p>
          <a href={pipelineHref} className={buttonClass('outline')}>
            Pipeline of the default branch
          </a>
        </p>
      )}
    </EmptyState>
  ) : (
    <EmptyState icon="circle-dashed" title="No pipeline">
      <p>
        No <code>dvc.yaml</code> and no <code>.dvc</code> file of this commit describes a stage.
        Stages of DVC appear here with the data, code and params that they were run with.
      </p>
    </EmptyState>
  )
}

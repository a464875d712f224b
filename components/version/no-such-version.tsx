import { modelHref } from '../model/model-href'
import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly model: { readonly repo: string; readonly name: string }
  readonly version: string
}

/** Shown in place of a version that the model does not have. */
export function NoSuchVersion({ model, version }: Props) {
  return (
    <EmptyState icon="tag" heading="h1" title="No such version">
      <p>
        <UntrustedText text={model.name} /> has no version{' '}
        <UntrustedText text={version} max={200} />, and no stage of that name holds one. A version
        that was just tagged appears after the next sync.
      </p>
      <p>
        <a href={`${modelHref(model)}?tab=versions`} className={buttonClass('primary')}>
          All versions
        </a>
      </p>
    </EmptyState>
  )
}

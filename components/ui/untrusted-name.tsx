import { Icon } from './icon'
import { hasMixedScripts } from './mixed-scripts'
import { UntrustedText } from './untrusted-text'

/** A short name from a repository that people decide by: one that mixes look-alike alphabets says so. */
export function UntrustedName({ text }: { readonly text: string }) {
  if (!hasMixedScripts(text)) return <UntrustedText text={text} />
  return (
    <span data-tip="This name mixes alphabets whose letters look alike">
      <UntrustedText text={text} />{' '}
      <Icon
        name="triangle-alert"
        label="mixes alphabets whose letters look alike"
        className="inline size-3.5 text-warning"
      />
    </span>
  )
}

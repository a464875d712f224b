import { Icon } from './icon'
import { UntrustedText } from './untrusted-text'

/** A short name from a repository, with a warning if it mixes look-alike alphabets. */
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

const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]

/** Whether one word has letters of several scripts that look alike: `аdmin` with a Cyrillic first letter. */
export function hasMixedScripts(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
  return words.some((word) => SCRIPTS.filter((script) => script.test(word)).length > 1)
}

import { parseVisibleText } from './visible-text'

type Props = {
  readonly text: string
  /** The maximum of characters to show. */
  readonly max?: number
}

/** Free text from a repository: isolated from the text direction around it, with hidden characters shown by name. */
export function UntrustedText({ text, max }: Props) {
  return (
    <bdi>
      {parseVisibleText(text, max).map((part) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <span
            key={part.at}
            data-tip="Characters that are not visible or change the direction of text"
            className="mx-px rounded-sm bg-warning-soft px-1 font-mono text-2xs text-warning"
          >
            {part.text}
          </span>
        ),
      )}
    </bdi>
  )
}

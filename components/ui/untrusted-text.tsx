import { parseVisibleText } from './visible-text'

/** Free text from a repository: isolated from the direction of what surrounds it, hidden characters shown by name. */
export function UntrustedText({ text }: { readonly text: string }) {
  return (
    <bdi>
      {parseVisibleText(text).map((part) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <span
            key={part.at}
            title="A character that is not visible or changes the direction of text"
            className="mx-px rounded-sm bg-warning-soft px-1 font-mono text-2xs text-warning"
          >
            {part.text}
          </span>
        ),
      )}
    </bdi>
  )
}

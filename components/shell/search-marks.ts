import type { Diagnostic } from '@/lib/search/query'

/** Underlines the places of the text that do not say what they may be meant to say. The marks lie under the box, in
 *  the same letters, which cannot be seen. */
export function drawMarks(input: HTMLInputElement, diagnostics: readonly Diagnostic[]): void {
  const marks = findMarks(input)
  if (!marks) return
  const parts: (string | Node)[] = []
  let at = 0
  for (const { from, to } of [...diagnostics].sort((a, b) => a.from - b.from)) {
    if (from < at) continue
    const mark = document.createElement('mark')
    mark.textContent = input.value.slice(from, to)
    parts.push(input.value.slice(at, from), mark)
    at = to
  }
  marks.replaceChildren(...parts)
  scrollMarks(input)
}

/** Moves the marks with a text that is longer than the box. */
export function scrollMarks(input: HTMLInputElement): void {
  const marks = findMarks(input)
  if (marks) marks.scrollLeft = input.scrollLeft
}

function findMarks(input: HTMLInputElement): HTMLElement | null {
  return input.parentElement?.querySelector<HTMLElement>('.search-marks') ?? null
}

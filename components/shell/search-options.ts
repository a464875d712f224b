import type { Diagnostic } from '@/lib/search/query'
import type { Completions } from '@/lib/views/completions'
import { modelHref } from '../model/model-href'
import { parseVisibleText } from '../ui/visible-text'

/** What the list under the search box offers. */
export type SearchOption =
  /** Takes the place of a part of the text: of what is typed, or of a mistake. */
  | {
      readonly kind: 'text' | 'fix'
      readonly from: number
      readonly to: number
      readonly text: string
      readonly hint: string | null
      readonly count: number | null
    }
  /** Opens an address. */
  | {
      readonly kind: 'link'
      readonly href: string
      readonly label: string
      readonly hint: string | null
    }

/** Fixes of the text first, then completions at the caret, then models. */
export function listOptions(
  { from, to, items, models }: Completions,
  diagnostics: readonly Diagnostic[],
): readonly SearchOption[] {
  return [
    ...diagnostics.flatMap(({ fix, ...place }): SearchOption[] =>
      fix === null
        ? []
        : [{ kind: 'fix', ...place, text: fix, hint: 'did you mean this?', count: null }],
    ),
    ...items.map(
      ({ text, hint, count }): SearchOption => ({
        ...{ kind: 'text', from, to, text, count },
        hint: hint ?? HINTS[text] ?? null,
      }),
    ),
    ...models.map(
      (model): SearchOption => ({
        ...{ kind: 'link', href: modelHref(model), label: model.name },
        hint: model.repo,
      }),
    ),
  ]
}

/** What qualifiers ask for. */
const HINTS: Readonly<Record<string, string>> = {
  'label:': 'has the label',
  'owner:': 'part of a name or an address; @me is you',
  'stage:': 'has a version in the stage',
  'repo:': 'of the repository',
  'type:': 'model, dataset and others',
  'version:': 'the latest version, such as >=v2.0.0',
  'is:': 'behind, unsigned, waiting, stale and more',
  'has:': 'lineage, problems, metrics, params',
  'metric.': 'a metric of the latest version, such as auc:>0.9',
  'param.': 'a param of the latest version',
  'updated:': 'the last event, such as >2026-01',
  'registered:': 'when the latest version was registered',
  'promoted:': 'when a stage was assigned last',
  'signer:': 'who signed what holds now',
  'data:': 'made from the content with this hash',
  'from:': 'made from the model or dataset of this name',
}

export const OPTIONS_ID = 'search-options'

/** Shows the options in the list; hides it when there are none. */
export function drawOptions(list: HTMLElement, options: readonly SearchOption[]): void {
  list.replaceChildren(...options.map(drawOption))
  list.hidden = options.length === 0
}

/** The element of the option at a place. */
export function optionId(place: number): string {
  return `${OPTIONS_ID}-${place}`
}

function drawOption(option: SearchOption, place: number): HTMLElement {
  const item = document.createElement('div')
  item.id = optionId(place)
  item.role = 'option'
  item.ariaSelected = 'false'
  item.dataset.place = String(place)
  const name = option.kind === 'link' ? option.label : option.text.trim()
  const count = option.kind === 'link' ? null : option.count
  item.append(drawText('name', name))
  if (option.hint !== null) item.append(drawText('hint', option.hint))
  if (count !== null) item.append(drawText('count', count.toLocaleString('en')))
  return item
}

function drawText(part: string, text: string): HTMLElement {
  const span = document.createElement('span')
  span.className = part
  span.textContent = parseVisibleText(text)
    .map((one) => (one.kind === 'hidden' ? `[${one.text}]` : one.text))
    .join('')
  return span
}

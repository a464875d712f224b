import { findPlace } from '@/lib/search/find-place'
import { parseQuery } from '@/lib/search/parse-query'
import type { Completions } from '@/lib/views/completions'
import { formUrl } from './find-target'
import { followAddress } from './follow'
import { listRecent } from './recent-searches'
import { fetchSaved } from './saved-searches'
import { drawMarks, scrollMarks } from './search-marks'
import { drawOptions, listOptions, OPTIONS_ID, optionId, type SearchOption } from './search-options'

/** Pauses in typing, in milliseconds, after which completions and results are requested. */
const COMPLETES = 80
const UPDATES = 350

const attached = new WeakSet<HTMLInputElement>()

/** Completes what is typed into the search box, and updates the results of the models page. Loaded when the box gets the
 *  focus; without it the box is a plain form. */
export function completeIn(input: HTMLInputElement): void {
  const list = document.getElementById(OPTIONS_ID)
  if (attached.has(input) || list === null || input.form === null) return
  attached.add(input)
  const { form } = input
  let options: readonly SearchOption[] = []
  /** The text that the options are for. */
  let shownFor = ''
  let active = -1
  /** Whether something was typed since the box got the focus, or since an option was accepted. */
  let hasTyped = false
  let request = new AbortController()
  let saved: ReturnType<typeof fetchSaved> | null = null
  let completing: ReturnType<typeof setTimeout> | undefined
  let updating: ReturnType<typeof setTimeout> | undefined

  function show(offered: readonly SearchOption[]): void {
    options = offered
    shownFor = input.value
    if (list) drawOptions(list, options)
    input.ariaExpanded = String(options.length > 0)
    choose(-1)
  }

  function choose(place: number): void {
    active = place
    for (const item of list?.children ?? []) {
      const isActive = item.id === optionId(place)
      item.ariaSelected = String(isActive)
      if (isActive) item.scrollIntoView({ block: 'nearest' })
    }
    if (place < 0) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', optionId(place))
  }

  async function offer(): Promise<void> {
    request.abort()
    request = new AbortController()
    const { diagnostics } = parseQuery(input.value)
    const caret = input.selectionStart ?? 0
    // What is being typed is not complete yet.
    drawMarks(
      input,
      diagnostics.filter(({ from, to }) => caret < from || caret > to),
    )
    if (input.value === '' && (await offerKept(request.signal))) return
    const found = await fetchCompletions(input, request.signal)
    if (found !== null && document.activeElement === input) show(listOptions(found, diagnostics))
  }

  /** Offers recent searches and saved views. Whether that was all: there are some, or something else is offered now. */
  async function offerKept(signal: AbortSignal): Promise<boolean> {
    saved ??= fetchSaved()
    const views = await saved
    if (signal.aborted || input.value !== '') return true
    const kept = [...listRecent().map((text) => ({ ...WHOLE, to: 0, text })), ...views]
    if (document.activeElement === input) show(kept)
    return kept.length > 0
  }

  /** The results follow what is typed; the focus stays. */
  function update(): void {
    if (window.location.pathname !== '/') return
    const url = formUrl(form)
    if (url && url.search !== window.location.search) {
      followAddress(url.pathname + url.search, 'in-place')
    }
  }

  function schedule(): void {
    clearTimeout(completing)
    clearTimeout(updating)
    completing = setTimeout(offer, COMPLETES)
    updating = setTimeout(update, UPDATES)
  }

  function accept(option: SearchOption | undefined): void {
    if (option?.kind === 'link') {
      show([])
      followAddress(option.href)
    } else if (option !== undefined) {
      const { from, to } = input.value === shownFor ? option : findAgain(input, option)
      input.setRangeText(option.text, from, to, 'end')
      input.focus()
      hasTyped = false
      schedule()
    }
  }

  /** What Tab accepts: the active option, else the first completion of what is typed. It opens no page by itself. */
  function findTabbed(): SearchOption | undefined {
    const [first] = options
    if (active >= 0) return options[active]
    return hasTyped && first?.kind !== 'link' ? first : undefined
  }

  input.addEventListener('input', () => {
    hasTyped = true
    schedule()
  })
  input.addEventListener('scroll', () => scrollMarks(input))
  input.addEventListener('blur', () => {
    clearTimeout(completing)
    hasTyped = false
    // Others may be saved until the box gets the focus again.
    saved = null
    show([])
  })
  form.addEventListener('submit', () => {
    clearTimeout(completing)
    clearTimeout(updating)
    request.abort()
    show([])
  })
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    const item =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null
    accept(options[Number(item?.dataset.place ?? -1)])
  })
  input.addEventListener('keydown', (event) => {
    const isOpen = options.length > 0
    if (event.key === 'ArrowDown' && !isOpen) void offer()
    else if (event.key === 'ArrowDown') choose((active + 1) % options.length)
    else if (event.key === 'ArrowUp' && isOpen) choose(active < 1 ? options.length - 1 : active - 1)
    else if (event.key === 'Tab' && !event.shiftKey && findTabbed() !== undefined)
      accept(findTabbed())
    else if (event.key === 'Enter' && active >= 0) accept(options[active])
    else if (event.key === 'Escape' && isOpen) show([])
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  void offer()
}

/** Where the place of an option is in a text that was typed on since the options were shown. */
function findAgain(
  { value, selectionStart }: HTMLInputElement,
  { kind, text }: Exclude<SearchOption, { readonly kind: 'link' }>,
) {
  const mistake = parseQuery(value).diagnostics.find(({ fix }) => fix === text)
  if (kind === 'fix' && mistake !== undefined) return mistake
  return findPlace(value, selectionStart ?? value.length)
}

/** A search that takes the place of nothing: the box is empty. */
const WHOLE = { kind: 'text', from: 0, hint: 'searched before', count: null } as const

/** Null while it is not known, or is no longer wanted. */
async function fetchCompletions(
  input: HTMLInputElement,
  signal: AbortSignal,
): Promise<Completions | null> {
  const caret = String(input.selectionStart ?? input.value.length)
  const query = new URLSearchParams({ q: input.value, caret })
  const at = new URLSearchParams(window.location.search).get('at')
  if (at) query.set('at', at)
  try {
    const response = await fetch(`/api/v1/search/completions?${query}`, { signal })
    return response.ok ? await response.json() : null
  } catch {
    return null
  }
}

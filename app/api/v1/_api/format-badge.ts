import { escapeHtml } from '@/lib/http/escape-html'

/** What a badge says: `label` on the left, `value` on the right; null where nothing is in the stage. */
export type Badge = { readonly label: string; readonly value: string | null }

/** Of a text of 11 pixels in a common sans-serif font. */
const CHARACTER_WIDTH = 6.6
const PADDING = 6
const MAX_CHARACTERS = 80

const FILLS = { label: '#41465a', held: '#137a3f', empty: '#6b7080' }

/** An SVG of one line, with its text for screen readers. It has no script, no style and no address. */
export function formatBadge({ label, value }: Badge): string {
  const left = cut(label)
  const right = cut(value ?? 'none')
  const width = measure(left)
  const whole = width + measure(right)
  const said = escapeHtml(`${left}: ${right}`)
  const fill = value === null ? FILLS.empty : FILLS.held
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="20" role="img" aria-label="${said}"><title>${said}</title><rect width="${whole}" height="20" rx="3" fill="${FILLS.label}"/><path d="M${width} 0h${whole - width - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${width}z" fill="${fill}"/><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${formatText(left, PADDING)}${formatText(right, width + PADDING)}</g></svg>
`
}

function formatText(text: string, x: number): string {
  const length = measure(text) - 2 * PADDING
  return `<text x="${x}" y="14" textLength="${length}">${escapeHtml(text)}</text>`
}

function measure(text: string): number {
  return Math.ceil([...text].length * CHARACTER_WIDTH) + 2 * PADDING
}

function cut(text: string): string {
  const characters = [...text]
  return characters.length <= MAX_CHARACTERS
    ? text
    : `${characters.slice(0, MAX_CHARACTERS - 1).join('')}…`
}

import { expect, test } from 'vitest'
import { formatBadge } from './format-badge'

test('a badge names the stage and what it holds', () => {
  expect(formatBadge({ label: 'prod', value: 'v1.0.0' })).toBe(
    `<svg xmlns="http://www.w3.org/2000/svg" width="91" height="20" role="img" aria-label="prod: v1.0.0"><title>prod: v1.0.0</title><rect width="91" height="20" rx="3" fill="#41465a"/><path d="M39 0h49a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H39z" fill="#137a3f"/><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="6" y="14" textLength="27">prod</text><text x="45" y="14" textLength="40">v1.0.0</text></g></svg>\n`,
  )
})

test('an empty stage has none, in another colour', () => {
  const badge = formatBadge({ label: 'prod', value: null })
  expect(badge).toContain('<title>prod: none</title>')
  expect(badge).toContain('fill="#6b7080"')
})

test('text is no markup, and a long one is cut', () => {
  const badge = formatBadge({ label: `<a onload="x">&'`, value: 'v'.repeat(200) })
  expect(badge).toContain('<title>&#60;a onload=&#34;x&#34;&#62;&#38;&#39;: ')
  expect(badge).toContain(`>${'v'.repeat(79)}…</text>`)
  expect(badge.match(/<(?!\/?(?:svg|title|rect|path|g|text)\b)/g)).toBeNull()
})

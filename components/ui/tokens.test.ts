import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

type Scheme = 'light' | 'dark'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function readTokens(scheme: Scheme): Map<string, string> {
  const tokens = new Map<string, string>()
  for (const [, name, pair, single] of css.matchAll(
    /^\s+--([\w-]+): (?:light-dark\(([^)]+)\)|(#\w{6}));$/gm,
  )) {
    const [light, dark] = pair?.split(', ') ?? [single, single]
    tokens.set(String(name), String(scheme === 'light' ? light : dark))
  }
  return tokens
}

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * Number(r) + 0.7152 * Number(g) + 0.0722 * Number(b)
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (Number(high) + 0.05) / (Number(low) + 0.05)
}

const surfaces = ['canvas', 'surface', 'sunken']
const states = ['accent', 'ok', 'warning', 'danger', 'neutral']
const stages = [1, 2, 3, 4, 5, 6, 'production'].map((n) => `stage-${n}`)
const pairs: [string, string][] = [
  ...['text', 'text-soft', 'text-faint', 'accent', 'ok', 'warning', 'danger'].flatMap((text) =>
    surfaces.map((surface): [string, string] => [text, surface]),
  ),
  ...[...states, ...stages].map((name): [string, string] => [name, `${name}-soft`]),
  ['text', 'raised'],
  ['text-soft', 'raised'],
  ['text', 'accent-soft'],
  ['accent-on', 'accent-fill'],
]

describe.each<Scheme>(['light', 'dark'])('colours in %s', (scheme) => {
  const tokens = readTokens(scheme)

  it.each(pairs)('%s on %s can be read', (text, background) => {
    const ratio = contrast(String(tokens.get(text)), String(tokens.get(background)))
    expect(ratio).toBeGreaterThanOrEqual(4.5)
  })
})

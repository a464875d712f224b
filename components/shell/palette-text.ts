import type { CommandKind } from '@/lib/registry/commands/command'
import { takesStage, takesVersion } from '../command/complete-form'

export type PaletteVerb = CommandKind | 'sync'

export type PaletteText = {
  /** The action that the first words name; null without one. */
  readonly verb: PaletteVerb | null
  /** The words to search models or repositories by: all words without a verb. */
  readonly words: string
  /** Empty if none is named. */
  readonly version: string
  readonly stage: string
}

/** What people call the actions. */
export const VERB_WORDS = {
  assign: ['promote', 'assign', 'deploy', 'ship', 'release'],
  register: ['register', 'new version'],
  'roll-back': ['roll back', 'rollback', 'roll', 'revert'],
  unassign: ['take', 'unassign', 'demote', 'remove'],
  deregister: ['deregister', 'unregister', 'withdraw'],
  deprecate: ['deprecate', 'retire', 'archive'],
  sync: ['sync', 'fetch', 'refresh', 'pull'],
} satisfies Record<PaletteVerb, readonly string[]>

/** Verb and words of it, longer phrases first. */
const PHRASES = Object.entries(VERB_WORDS)
  .flatMap(([verb, texts]) =>
    texts.map((text) => ({ verb: verb as PaletteVerb, words: text.split(' ') })),
  )
  .sort((a, b) => b.words.length - a.words.length)

const BEFORE_STAGE = new Set(['to', 'into', 'in', 'from', 'out', 'of', 'on', 'as'])
const VERSION = /^v\d+\.\d+\.\d+\S*$/i

/** `promote churn v1.2.0 to production` is an action with its model, version and stage; text that begins with no action
 *  is a search. `may`: the actions that count. */
export function parsePaletteText(
  text: string,
  { stages, may }: { readonly stages: readonly string[]; readonly may: readonly string[] },
): PaletteText {
  const all = text.trim().split(/\s+/)
  const lower = all.map((word) => word.toLowerCase())
  const phrase = PHRASES.find(
    ({ verb, words }) => may.includes(verb) && words.every((word, at) => lower[at] === word),
  )
  if (!phrase) return { verb: null, words: text.trim(), version: '', stage: '' }
  const { verb } = phrase
  const rest = all.slice(phrase.words.length)
  if (verb === 'sync') return { verb, words: rest.join(' '), version: '', stage: '' }
  const named = takesStage(verb) ? takeStage(rest, stages) : { rest, stage: '' }
  const version = takesVersion(verb) ? named.rest.find((word) => VERSION.test(word)) : undefined
  const words = named.rest.filter((word) => word !== version)
  return { verb, words: words.join(' '), version: version ?? '', stage: named.stage }
}

/** The stage that the words name, and the other words. A part of its name is enough after another word. */
function takeStage(words: readonly string[], stages: readonly string[]) {
  const isNamed = (word: string) => stages.find((one) => one.toLowerCase() === word.toLowerCase())
  const exact = words.findLastIndex((word) => isNamed(word) !== undefined)
  const at = exact >= 0 ? exact : words.length - 1
  const word = words[at] ?? ''
  const stage = isNamed(word) ?? (at > 0 ? findBeginning(word, stages) : undefined)
  if (stage === undefined) return { rest: words, stage: '' }
  const before = words.slice(0, at)
  while (BEFORE_STAGE.has(before.at(-1)?.toLowerCase() ?? '')) before.pop()
  return { rest: [...before, ...words.slice(at + 1)], stage }
}

/** The only stage that begins with the word. */
function findBeginning(word: string, stages: readonly string[]): string | undefined {
  const [first, ...others] = stages.filter((one) =>
    one.toLowerCase().startsWith(word.toLowerCase()),
  )
  return word.length >= 2 && others.length === 0 ? first : undefined
}

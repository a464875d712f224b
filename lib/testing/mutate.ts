export type Random = (below: number) => number

/** The same whole numbers from 0 up to `below` for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Mutator = (text: string, random: Random, others: readonly string[]) => string

const splice = (text: string, at: number, remove: number, insert: string) =>
  text.slice(0, at) + insert + text.slice(at + remove)
const pick = <One>(list: readonly [One, ...One[]], random: Random): One =>
  list[random(list.length)] ?? list[0]
const byte = (random: Random) => String.fromCharCode(random(256))
const lines = (text: string) => text.split('\n')

/** Words that mean something where they stand. */
const WORDS = [
  ...[
    '\n',
    '\r',
    '\0',
    ' ',
    '\t',
    '=',
    ',',
    '!',
    '*',
    '"',
    '\\"',
    '-----BEGIN SSH SIGNATURE-----\n',
  ],
  ...[
    '-----END SSH SIGNATURE-----\n',
    '-----BEGIN PGP SIGNATURE-----\n',
    '\nencoding x',
    'A',
    '//8A',
  ],
  ...[
    'Registry-Repo: other\n',
    'namespaces="file" ',
    'cert-authority ',
    'valid-before="20200101" ',
  ],
] as const

const MUTATORS: readonly [Mutator, ...Mutator[]] = [
  (text, random) => {
    const at = random(text.length)
    return splice(text, at, 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << random(8))))
  },
  (text, random) => splice(text, random(text.length), 1, byte(random)),
  (text, random) => splice(text, random(text.length), 0, byte(random)),
  (text, random) => splice(text, random(text.length), 1 + random(3), ''),
  (text, random) => splice(text, random(text.length + 1), 0, WORDS[random(WORDS.length)] ?? ''),
  (text, random) => text.slice(0, random(text.length)),
  (text, random) => text + byte(random),
  (text, random) => {
    const all = lines(text)
    all.splice(random(all.length), 0, all[random(all.length)] ?? '')
    return all.join('\n')
  },
  (text, random) =>
    lines(text)
      .toSpliced(random(lines(text).length), 1)
      .join('\n'),
  (text, random, others) => {
    const from = lines(others[random(others.length)] ?? '')
    const at = random(lines(text).length)
    return lines(text)
      .toSpliced(at, 1, from[Math.min(at, from.length - 1)] ?? '')
      .join('\n')
  },
  mutateArmored,
  mutateArmored,
]

/** A bit, a byte or a length in what the base64 of a block says, which stays well formed. */
function mutateArmored(text: string, random: Random): string {
  const block = /(-----BEGIN [A-Z ]+-----\n(?:\n)?)([^-]+?)(\n=[^\n]{4})?(\n-----END)/.exec(text)
  const bytes = Buffer.from((block?.[2] ?? '').replaceAll('\n', ''), 'base64')
  if (!block || bytes.length === 0) return text
  const at = random(bytes.length)
  const changed = pick(
    [
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
      () => Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256)]), bytes.subarray(at)]),
      () => Buffer.from(bytes.map((old, index) => (index === at ? old ^ (1 << random(8)) : old))),
      () => Buffer.from(bytes.map((old, index) => (index === at ? random(256) : old))),
    ],
    random,
  )()
  const body = changed.toString('base64').match(/.{1,70}/g) ?? []
  const whole = `${block[1]}${body.join('\n')}${block[4]}`
  return splice(text, block.index, block[0].length, whole)
}

/** The text with one change, at times two; `others` are texts that lines are taken from. */
export function mutate(text: string, random: Random, others: readonly string[]): string {
  const once = pick(MUTATORS, random)(text, random, others)
  return random(4) > 0 || once === '' ? once : pick(MUTATORS, random)(once, random, others)
}

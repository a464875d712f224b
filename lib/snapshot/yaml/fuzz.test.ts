import { expect, test } from 'vitest'
import { openYamlParser } from './open-yaml-parser'

/** Same numbers every time, so that a failure comes again. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const SEEDS = [
  `schema: '2.0'\nstages:\n  train:\n    cmd: python train.py\n    deps:\n    - path: data\n      md5: 22a1.dir\n      size: 1\n`,
  'churn:\n  type: model\n  path: s3://bucket/m.pkl\n  labels: [a, "b", \'c\']\n  description: |\n    text\n     more\n',
  'a: &a {x: 1}\nb: *a\nc:\n  <<: *a\n  y: [1, {z: ~}]\n? d\n: >-\n  e\n# end\n',
  'train:\n  lr: 1.10\n  on: true\n  none:\n  list:\n    - 1e5\n    - - x\n      - "\\u00e9\\n"\n',
]
const PIECES = [
  ...[
    '[',
    ']',
    '{',
    '}',
    ': ',
    '- ',
    '? ',
    ', ',
    '#',
    '\n',
    ' ',
    '\t',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a',
  ],
  ...[
    '!',
    '!!str ',
    '%',
    '@',
    '`',
    '---\n',
    '...\n',
    '<<: ',
    '~',
    '\\',
    '\r\n',
    '\ufeff',
    '\0',
    'é',
    '\x1f',
  ],
  ...[
    '\x02',
    '\x18',
    '[[[[[[[[',
    '{a: ',
    '- - - - - - - - ',
    '&a [*a]',
    '"\\x',
    'a: |9\n',
    '\u2028',
  ],
]

function mutate(random: (below: number) => number): Buffer {
  let text = SEEDS[random(SEEDS.length)] ?? ''
  for (let count = 1 + random(8); count > 0; count -= 1) {
    const at = random(text.length + 1)
    const piece = PIECES[random(PIECES.length)] ?? ''
    const what = random(5)
    if (what === 0) text = text.slice(0, at) + text.slice(at + 1 + random(6))
    else if (what === 1) text = text.slice(0, at) + piece.repeat(1 + random(40)) + text.slice(at)
    else if (what === 2) text += text.slice(at, at + 1 + random(80)).repeat(1 + random(20))
    else text = text.slice(0, at) + piece + text.slice(at + random(2))
  }
  const bytes = Buffer.from(text)
  if (random(50) === 0) bytes[random(bytes.length)] = random(256)
  return bytes
}

const COUNT = process.env.SIGNET_ENDURE ? 100_000 : 1_000
const BATCH = 1_000

test(`${COUNT} mutated documents: each one classified, this process untouched`, async () => {
  const random = createRandom(2026)
  const parser = openYamlParser()
  const codes = new Map<string, number>()
  for (let done = 0; done < COUNT; done += BATCH) {
    const documents = Array.from({ length: BATCH }, (_, index) => ({
      oid: String(done + index).padStart(40, '0'),
      form: index % 2 === 0 ? ('yaml' as const) : ('typed-yaml' as const),
      bytes: mutate(random),
    }))
    const facts = await parser.parse(documents)
    for (const [index, fact] of facts.entries()) {
      if (fact.kind !== 'data' && fact.kind !== 'problem') throw new Error(fact.kind)
      expect(fact.oid).toBe(documents[index]?.oid)
      const code = fact.kind === 'data' ? 'data' : fact.code
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
  }

  await parser.close()
  expect(codes.get('data')).toBeGreaterThan(COUNT / 50)
  expect(codes.get('yaml-syntax')).toBeGreaterThan(COUNT / 10)
  expect(codes.get('yaml-timeout') ?? 0).toBe(0)
  expect(codes.get('yaml-parser-crashed') ?? 0).toBe(0)
}, 1_200_000)

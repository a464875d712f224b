import { ACTIVE_TEXTS } from './active-texts'
import { type Attack, fill, MODEL, plant } from './attack'

const json = (value: unknown) => JSON.stringify(value)

/** An entry of an annotation file with the text in one place. */
const FIELDS = {
  description: (text: string) => ({ description: text }),
  desc: (text: string) => ({ desc: text }),
  label: (text: string) => ({ labels: [text, `two ${text}`] }),
  owner: (text: string) => ({ owner: text }),
  type: (text: string) => ({ type: text }),
  path: (text: string) => ({ path: text }),
  'address in the path': (text: string) => ({ path: `https://evil.example/${text}` }),
  card: (text: string) => ({ meta: { card: text } }),
  'owner in meta': (text: string) => ({ custom: { owners: [text], metrics: text } }),
  direction: (text: string) => ({ meta: { metrics: { [text]: 'up', [`${text} `]: 'down' } } }),
} as const

type Field = keyof typeof FIELDS

/** A model for each field and text. */
export type Hostile = { readonly name: string; readonly field: Field; readonly text: string }

export const HOSTILE: readonly Hostile[] = (Object.keys(FIELDS) as Field[]).flatMap((field, at) =>
  ACTIVE_TEXTS.map((text, place) => ({ name: `m${at}-${place}`, field, text })),
)

const entries = () =>
  HOSTILE.map(({ name, field, text }) => {
    const entry = { type: 'model', ...(field === 'path' ? {} : { path: `${name}/model.pkl` }) }
    return [name, { ...entry, ...FIELDS[field](text) }] as const
  })

/** Names of metrics and params, and values of params, in the folder of each model. */
const files = () =>
  Object.fromEntries(
    HOSTILE.flatMap(({ name, text }) => [
      [`${name}/metrics.json`, json({ auc: 0.5, [text]: 1, list: [text] })],
      [`${name}/params.json`, json({ [text]: text })],
      [
        `${name}/README.md`,
        `---\nbase_model: [${json(text)}]\ntags: [${json(text)}]\n---\n${text}\n`,
      ],
    ]),
  )

const names = () => ACTIVE_TEXTS.map((text) => `${json(text)}: { type: model }\n`).join('')

/** Two versions of each model, the second one in production. */
function release(file: string, content: string): Attack['build'] {
  return async (writer) => {
    const tree = await writer.files({ ...files(), [file]: content })
    const first = await writer.commit({ tree })
    const message = `${ACTIVE_TEXTS.join('\n')}\n`
    const second = await writer.commit({ tree, parents: [first], message })
    for (const { name, text } of HOSTILE) {
      const said = {
        message: `${text}\n`,
        tagger: `${text.replaceAll(/[<>\s\p{Cc}]/gu, '.')} <a@b>`,
      }
      await writer.tag(`${name}@v1.0.0`, first)
      await writer.tag(`${name}@v1.1.0`, second, said)
      await writer.tag(`${name}#production#1`, second, said)
    }
    writer.branch('main', second)
  }
}

const inBlock = () =>
  entries()
    .map(([name, entry]) => `${name}: ${json(entry)}\n`)
    .join('')

/** In `artifacts.yaml`, and in `dvc.yaml`: `${` is a template there, and these texts have none. */
export const ANNOTATED: Readonly<Record<string, Attack>> = {
  gto: { name: 'in artifacts.yaml', build: release('artifacts.yaml', inBlock() + names()) },
  dvc: {
    name: 'in dvc.yaml',
    build: release('dvc.yaml', `artifacts: ${json(Object.fromEntries(entries()))}\n`),
  },
}

const annotate = (content: string): Attack['build'] => {
  return (writer) => plant(writer, { files: { 'artifacts.yaml': content }, versions: 2 })
}

const BOMB = `a: &a [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, at) => {
  const [self, before] = [String.fromCodePoint(98 + at), String.fromCodePoint(97 + at)]
  return `${self}: &${self} [${fill(`*${before}, `, 27)}]\n`
}).join('')}`

/** Files that are harmful as a whole. */
export const WHOLE: Readonly<Record<string, Attack>> = Object.fromEntries(
  Object.entries({
    'a description of 5 MB': `${MODEL}: { type: model, description: ${json(fill('<b>', 5_000_000))} }\n`,
    'labels of 5 MB': `${MODEL}: { type: model, labels: [${fill('"javascript:", ', 5_000_002)}] }\n`,
    'lists in lists': `${MODEL}: { type: model, meta: ${'['.repeat(5_000)}${']'.repeat(5_000)} }\n`,
    'maps in maps': `${MODEL}: { type: model, labels: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)} }\n`,
    'deep blocks': Array.from({ length: 400 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''),
    'many aliases': `${BOMB}${MODEL}: { type: model, labels: *m }\n`,
    'a script in a tag': `${MODEL}: !!js/function "alert(1)"\n`,
    'a file of bidi controls': `${MODEL}: { description: "${fill('\u202e\u2066', 100_000)}" }\n`,
    'keys of every object': `${MODEL}: { __proto__: { type: model }, constructor: { name: a } }\n`,
    'one key twice': `${MODEL}: { type: model }\n${MODEL}: { type: "<script>" }\n`,
  }).map(([name, content], at) => [`whole-${at}`, { name, build: annotate(content) }]),
)

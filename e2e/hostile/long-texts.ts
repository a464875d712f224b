import type { Random } from '@/lib/testing/mutate'
import type { ObjectWriter } from '@/lib/testing/object-writer'
import { type Attack, type AttackClass, fill, MODEL, pick, pickSize, plant } from './attack'

type Text = { readonly text: string; readonly length: number; readonly times: number }

type Place = (writer: ObjectWriter, text: string, times: number) => Promise<void>

/** As YAML writes it, whatever it holds. */
const quoted = (text: string) => JSON.stringify(text)

/** A file that says it, in as many versions. */
const inFile =
  (file: string, format: (text: string) => string): Place =>
  (writer, text, versions) =>
    plant(writer, { files: { [file]: format(text) }, versions })

const inAnnotation = (format: (text: string) => string) =>
  inFile('artifacts.yaml', (text) => `${MODEL}: { type: model, ${format(text)} }\n`)

/** So many different ones of at most so many characters together, as entries of one file. */
function numbered(text: string, times: number, format: (text: string) => string): string {
  return Array.from({ length: times }, (_, index) => format(`${text}${index}`)).join('')
}

/** What names of tags may hold. */
const toName = (text: string, length: number) =>
  fill(text.replaceAll(/[^A-Za-z0-9]/g, 'x'), Math.min(text.length, length))

const PLACES = {
  'message of a tag': (writer, message, versions) => plant(writer, { tag: { message }, versions }),
  'tagger of a tag': (writer, text, versions) =>
    plant(writer, { tag: { tagger: `${text.replaceAll(/[<>\n]/g, '.')} <a@b>` }, versions }),
  'address of a tagger': (writer, text, versions) =>
    plant(writer, { tag: { tagger: `Ada <${text.replaceAll(/[<>\n]/g, '.')}>` }, versions }),
  'message of a commit': (writer, message, versions) => plant(writer, { message, versions }),
  'author of a commit': (writer, text, versions) =>
    plant(writer, { author: `${text.replaceAll(/[<>\n]/g, '.')} <a@b>`, versions }),
  type: inFile('artifacts.yaml', (text) => `${MODEL}: { type: ${quoted(text)} }\n`),
  label: inAnnotation((text) => `labels: [${quoted(text)}]`),
  labels: (writer, text, times) => {
    const labels = numbered(text.slice(0, 200_000 / times), times, (one) => `${quoted(one)}, `)
    const file = `${MODEL}: { type: model, labels: [${labels}] }\n`
    return plant(writer, { files: { 'artifacts.yaml': file }, versions: 20 })
  },
  description: inAnnotation((text) => `description: ${quoted(text)}`),
  owner: inAnnotation((text) => `owners: [${quoted(text)}]`),
  path: inAnnotation((text) => `path: ${quoted(text)}`),
  'address in the path': inAnnotation((text) => `path: ${quoted(`https://a/${text}`)}`),
  'name of a model': inFile(
    'artifacts.yaml',
    (text) => `${toName(text, 200_000)}: { type: model }\n`,
  ),
  'bad names of models': (writer, text, times) => {
    const entries = numbered(
      text.slice(0, 200_000 / times),
      times,
      (one) => `${quoted(`!${one}`)}: {}\n`,
    )
    return plant(writer, { files: { 'artifacts.yaml': entries } })
  },
  'bad fields': (writer, text, times) => {
    const field = quoted(text.slice(0, 200_000 / times))
    const entries = numbered('m', times, (name) => `${name}: { type: [${field}] }\n`)
    return plant(writer, { files: { 'artifacts.yaml': entries } })
  },
  'stages in .gto': inFile('.gto', (text) => `stages: [${quoted(text)}, production]\n`),
  'key in .gto': inFile('.gto', (text) => `${quoted(text)}: [a]\n`),
  'key in .signet.yaml': inFile('.signet.yaml', (text) => `${quoted(text)}: [a]\n`),
  'rule in .signet.yaml': inFile(
    '.signet.yaml',
    (text) =>
      `stages: { rules: { production: { who: [${quoted(text)}], reason: ${quoted(text)} } } }\n`,
  ),
  'key in params.yaml': inFile('params.yaml', (text) => `${quoted(text)}: 1\n`),
  'value in params.yaml': inFile('params.yaml', (text) => `a: ${quoted(text)}\n`),
  'values in params.yaml': (writer, text, times) => {
    const value = quoted(text.slice(0, 200_000 / times))
    const params = numbered('p', times, (name) => `${name}: ${value}\n`)
    return plant(writer, { files: { 'params.yaml': params }, versions: 200 })
  },
  'key in metrics.json': inFile('metrics.json', (text) => `{${quoted(text)}: 1}`),
  'keys in metrics.json': (writer, text, times) => {
    const entries = numbered(text.slice(0, 200_000 / times), times, (one) => `${quoted(one)}: 1,\n`)
    return plant(writer, { files: { 'metrics.json': `{${entries}"a": 1}` }, versions: 200 })
  },
  'hash in dvc.lock': inFile(
    'dvc.lock',
    (text) => `stages: { train: { outs: [{ path: model, md5: ${quoted(text)} }] } }\n`,
  ),
  'template in dvc.yaml': inFile(
    'dvc.yaml',
    (text) => `metrics: ["\${${text.replaceAll(/[\n"\\]/g, '.')}}"]\n`,
  ),
  'owner in CODEOWNERS': inFile('CODEOWNERS', (text) => `* ${text.replaceAll('\n', '.')}\n`),
  'owners in CODEOWNERS': (writer, text, times) => {
    const owner = text.slice(0, 200_000 / times).replaceAll(/\s/g, '.')
    return plant(writer, {
      files: { CODEOWNERS: `* ${numbered(owner, times, (one) => `@${one} `)}\n` },
    })
  },
  'version of a tag': async (writer, text, times) => {
    const build = toName(text, 180)
    await eachTag(writer, times, (index) => `${MODEL}@v1.${index}.0+${build}`)
  },
  'stage of a tag': async (writer, text, times) => {
    const stage = toName(text, 180)
    await eachTag(writer, times, (index) => `${MODEL}#${stage}${index}#${index + 1}`)
  },
  'stages of one folder each': async (writer, text, times) => {
    const stage = toName(text, 1_500).replaceAll(/(.{100})/g, '$1/')
    await eachTag(writer, times, (index) => `${MODEL}#${stage}/s${index}#${index + 1}`)
  },
  'models by tags': async (writer, text, times) => {
    const name = toName(text, 180)
    await eachTag(writer, times, (index) => `${name}${index}@v1.0.0`)
  },
  'tags that are ignored': async (writer, text, times) => {
    const name = toName(text, 200)
    await eachTag(writer, times, (index) => `release-${name}${index}`)
  },
  'folder of a model': async (writer, text, times) => {
    const folder = toName(text, 1_500).replaceAll(/(.{100})/g, '$1/')
    await eachTag(writer, times, (index) => `${folder}/f=m${index}@v1.0.0`)
  },
  'name of a workflow': (writer, text, times) => {
    const name = quoted(text.slice(0, 100_000))
    const file = `name: ${name}\non: push\njobs: { ${quoted(text.slice(0, 100_000))}: {} }\n`
    const files = numbered('.github/workflows/', Math.min(times, 200), (one) => `${one}.yml\n`)
    return plant(writer, {
      files: Object.fromEntries(
        files
          .trim()
          .split('\n')
          .map((one) => [one, file]),
      ),
    })
  },
  'name of a branch': async (writer, text) => {
    await plant(writer, {})
    writer.branch(toName(text, 240), await writer.commit({ tree: await writer.files({}) }))
  },
} as const satisfies Readonly<Record<string, Place>>

type PlaceName = keyof typeof PLACES

/** What else takes part: a dry run reads these. */
const OF_COMMANDS = new Set<PlaceName>(['name of a workflow', 'rule in .signet.yaml'])

async function eachTag(
  writer: ObjectWriter,
  times: number,
  format: (index: number) => string,
): Promise<void> {
  await plant(writer, {})
  const commit = await writer.commit({ tree: await writer.files({ 'artifacts.yaml': '' }) })
  for (let index = 0; index < times; index += 1) await writer.tag(format(index), commit)
}

function attack(place: PlaceName, { text, length, times }: Text): Attack {
  const whole = Math.floor(length)
  return {
    name: `${times} times ${whole} characters ${quoted(text)}: ${place}`,
    ...(OF_COMMANDS.has(place) && { dryRun: 'assign' as const }),
    build: (writer) => PLACES[place](writer, fill(text, whole), times),
  }
}

/** Text that markup, shells and templates interpret, and invisible characters. */
const TEXTS = [
  ...[
    'a',
    'a ',
    '\u200b',
    '\u202e',
    '\u0301',
    '<',
    '&',
    '"',
    '\\',
    '\n',
    '\t',
    '$' + '{a}',
    '[a](b)',
  ],
  ...['é', '漢', '🧪', 'a\u200d', '-', '.', ',', '*', '\u00a0', '\ud800'],
] as const

function vary(random: Random): Attack {
  const place = pick(random, Object.keys(PLACES) as [PlaceName, ...PlaceName[]])
  const length = pickSize(random, 1_000, 250_000)
  const times = Math.max(1, Math.min(pickSize(random, 1, 2_000), Math.floor(60_000_000 / length)))
  return attack(place, { text: pick(random, TEXTS), length, times })
}

const MIB = 1024 * 1024

/** Texts that a page or an answer would repeat. */
export const longTexts: AttackClass = {
  name: 'texts',
  examples: [
    // Below 1 MiB with the headers of the object.
    attack('message of a tag', { text: '\u200b', length: (MIB - 300) / 3, times: 5 }),
    attack('message of a tag', { text: 'a', length: 1_000_000, times: 60 }),
    attack('label', { text: 'a', length: 80_000, times: 1 }),
    attack('description', { text: 'a', length: 250_000, times: 1_000 }),
  ],
  vary,
}

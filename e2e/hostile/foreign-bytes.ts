import type { Random } from '@/lib/testing/mutate'
import type { ObjectWriter } from '@/lib/testing/object-writer'
import { ANNOTATION, type Attack, type AttackClass, MODEL, pick, pickSize, plant } from './attack'

type Bytes = {
  readonly count: number
  readonly bytes: Buffer
  readonly described: string
}

type Part = (writer: ObjectWriter, bytes: readonly Buffer[]) => Promise<void>

const join = (...parts: readonly (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part)))

/** Each of the given bytes in this place, on a commit of its own where it is in one. */
const PARTS = {
  'names of tags': async (writer, all) => {
    const commit = await commitModel(writer)
    for (const bytes of all) await writer.tag(bytes.subarray(0, 240), commit)
  },
  'names in tag objects': async (writer, all) => {
    const commit = await commitModel(writer)
    for (const [index, name] of all.entries()) {
      await writer.tag(`${MODEL}@v1.${index}.0`, commit, { name })
    }
  },
  'names of branches': async (writer, all) => {
    const commit = await commitModel(writer)
    for (const bytes of all) writer.branch(bytes.subarray(0, 240), commit)
  },
  taggers: async (writer, all) => {
    const commit = await commitModel(writer)
    for (const [index, name] of all.entries()) {
      const tagger = join(name, ' <', name, '>')
      await writer.tag(`${MODEL}@v1.${index}.0`, commit, { tagger })
    }
  },
  'messages of tags': async (writer, all) => {
    const commit = await commitModel(writer)
    for (const [index, message] of all.entries()) {
      await writer.tag(`${MODEL}@v1.${index}.0`, commit, { message })
    }
  },
  'messages of commits': (writer, all) => eachCommit(writer, all, (message) => ({ message })),
  authors: (writer, all) =>
    eachCommit(writer, all, (name) => ({ author: join(name, ' <', name, '>') })),
  encodings: (writer, all) =>
    eachCommit(writer, all, (name) => ({
      ...{ message: name, headers: join('encoding ', name, '\n') },
    })),
  'names of folders': async (writer, all) => {
    const oid = await writer.files({ 'artifacts.yaml': ANNOTATION })
    const root = await writer.blob(ANNOTATION)
    const names = all.map((name) => name.subarray(0, 1_000)).sort(Buffer.compare)
    const lines = names.map((name) => ({ mode: '40000', name, oid }))
    const tree = await writer.tree([
      { mode: '100644', name: 'artifacts.yaml', oid: root },
      ...lines,
    ])
    await release(writer, await writer.commit({ tree }))
  },
  'annotation files': async (writer, all) => {
    const files = all.map((content, index) => [`f${index}/artifacts.yaml`, content] as const)
    await plant(writer, { files: Object.fromEntries(files) })
  },
} as const satisfies Readonly<Record<string, Part>>

type PartName = keyof typeof PARTS

function attack(part: PartName, { count, bytes, described }: Bytes): Attack {
  return {
    name: `${count} of ${bytes.length} bytes of ${described}: ${part}`,
    build: async (writer) => {
      const all = Array.from({ length: count }, (_, index) => number(bytes, index))
      await PARTS[part](writer, all)
      writer.branch('main', await commitModel(writer))
    },
  }
}

/** The same bytes, with a number at the end that makes them different from the others. */
function number(bytes: Buffer, index: number): Buffer {
  const end = Buffer.from(String(index).padStart(5, '0'))
  return join(bytes.subarray(0, -end.length), end)
}

async function commitModel(writer: ObjectWriter): Promise<string> {
  return writer.commit({ tree: await writer.files({ 'artifacts.yaml': ANNOTATION }) })
}

async function eachCommit(
  writer: ObjectWriter,
  all: readonly Buffer[],
  lines: (bytes: Buffer) => object,
): Promise<void> {
  const tree = await writer.files({ 'artifacts.yaml': ANNOTATION })
  for (const [index, bytes] of all.entries()) {
    await writer.tag(`${MODEL}@v1.${index}.0`, await writer.commit({ tree, ...lines(bytes) }))
  }
}

async function release(writer: ObjectWriter, commit: string): Promise<void> {
  await writer.tag(`${MODEL}@v1.0.0`, commit)
  await writer.tag(`${MODEL}#production#1`, commit)
}

/** Sequences that decoders take one by one, or together. */
const SEQUENCES = {
  '0xff': [0xff],
  '0x80': [0x80],
  'a lead byte without what follows': [0xe2, 0x80],
  'a letter and a lead byte': [0x61, 0xc3],
  'a surrogate': [0xed, 0xa0, 0x80],
  'an overlong slash': [0xc0, 0xaf],
  'five bytes for one letter': [0xf8, 0x88, 0x80, 0x80, 0x80],
  'UTF-8 and 0xff': [0xc3, 0xa9, 0xff],
} as const

function vary(random: Random): Attack {
  const part = pick(random, Object.keys(PARTS) as [PartName, ...PartName[]])
  const names = Object.keys(SEQUENCES) as [keyof typeof SEQUENCES, ...(keyof typeof SEQUENCES)[]]
  const described = pick(random, names)
  const length = pickSize(random, 50, 1_000_000)
  const count = Math.max(1, Math.min(pickSize(random, 5, 5_000), Math.floor(20_000_000 / length)))
  const bytes = Buffer.alloc(length, Buffer.from(SEQUENCES[described]))
  return attack(part, { count, bytes, described })
}

/** Bytes that are no UTF-8, where most programs expect it. */
export const foreignBytes: AttackClass = {
  name: 'bytes',
  examples: [
    attack('names of tags', { count: 2000, bytes: Buffer.alloc(200, 0xff), described: '0xff' }),
    {
      ...attack('names in tag objects', {
        ...{ count: 5, bytes: Buffer.alloc(1_000_000, 0xff), described: '0xff' },
      }),
      // That they are not the names of the refs is all that counts of them.
      outcome: 'within-limits',
    },
  ],
  vary,
}

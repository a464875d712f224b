import type { Random } from '@/lib/testing/mutate'
import type { CommitLines, ObjectWriter, TagLines } from '@/lib/testing/object-writer'
import { ANNOTATION, type Attack, type AttackClass, MODEL, pick, pickSize } from './attack'

const MB = 1_000_000
/** A third of it is more than a server may hold. */
const ALL = Boolean(process.env.SIGNET_ENDURE)

type Scale = { readonly count: number; readonly bytes: number }

type Part = (content: Buffer, writer: ObjectWriter) => Promise<Large>

/** What one commit and its tag have of it. */
type Large = {
  readonly commit?: Partial<CommitLines>
  readonly tag?: TagLines
}

const withLine = (keyword: string) => async (content: Buffer) => ({
  commit: { headers: Buffer.concat([Buffer.from(`${keyword} `), content, Buffer.from('\n')]) },
})

const PARTS = {
  'message of a commit': async (content) => ({ commit: { message: content } }),
  'author of a commit': async (content) => ({
    commit: { author: Buffer.concat([content, Buffer.from(' <a@b>')]) },
  }),
  'header of a commit': withLine('x'),
  'encoding of a commit': withLine('encoding'),
  'signature of a commit': withLine('gpgsig'),
  'lines before the message of a commit': async (content) => {
    const lines = Buffer.alloc(content.length, 'x y\n').subarray(0, content.length & ~3)
    return { commit: { headers: lines } }
  },
  'parents of a commit': async (content) => ({
    commit: { parents: Array(Math.ceil(content.length / 48)).fill('1'.repeat(40)) },
  }),
  'message of a tag': async (content) => ({ tag: { message: content } }),
  'tagger of a tag': async (content) => ({
    tag: { tagger: Buffer.concat([content, Buffer.from(' <a@b>')]) },
  }),
  'name in a root tree': async (content, writer) => {
    const oid = await writer.blob(ANNOTATION)
    const names = [content, Buffer.from('artifacts.yaml')].sort(Buffer.compare)
    const lines = names.map((name) => ({ mode: '100644', name, oid }))
    return { commit: { tree: await writer.tree(lines) } }
  },
  'entries of a root tree': async (content, writer) => {
    const oid = await writer.blob(ANNOTATION)
    const size = Math.min(content.length, 8 * MB)
    const names = Array.from({ length: Math.ceil(size / 36) }, (_, index) =>
      String(index).padStart(8, 'f'),
    )
    const first = { mode: '100644', name: 'artifacts.yaml', oid }
    const lines = names.map((name) => ({ mode: '100644', name, oid }))
    return { commit: { tree: await writer.tree([first, ...lines]) } }
  },
  'a metrics.json': async (content, writer) => ({
    commit: { tree: await writer.files({ 'artifacts.yaml': ANNOTATION, 'metrics.json': content }) },
  }),
} as const satisfies Readonly<Record<string, Part>>

type PartName = keyof typeof PARTS

function attack(part: PartName, { count, bytes }: Scale, byte = 'a'): Attack {
  return {
    name: `${count} of ${bytes} bytes: ${part}`,
    build: async (writer) => {
      const content = Buffer.alloc(bytes, byte)
      const tree = await writer.files({ 'artifacts.yaml': ANNOTATION })
      let head = ''
      for (let version = 0; version < count; version += 1) {
        // No two are one object.
        content.write(String(version).padEnd(8, 'x'))
        const large: Large = await PARTS[part](content, writer)
        head = await writer.commit({ tree, ...large.commit })
        await writer.tag(`${MODEL}@v1.${version}.0`, head, large.tag)
      }
      await writer.tag(`${MODEL}#production#1`, head)
      writer.branch('main', head)
    },
  }
}

function vary(random: Random): Attack {
  const part = pick(random, Object.keys(PARTS) as [PartName, ...PartName[]])
  const bytes = pickSize(random, 100_000, 40 * MB)
  const count = Math.max(1, Math.min(pickSize(random, 1, 500), Math.floor((400 * MB) / bytes)))
  return attack(part, { count, bytes }, pick(random, ['a', '\n', ' ', '\t', '<', '\xff', '-']))
}

/** Git packs them into nothing; read, they are gigabytes. */
export const largeObjects: AttackClass = {
  name: 'objects',
  examples: [
    attack('message of a commit', { count: ALL ? 60 : 20, bytes: 30 * MB }),
    attack('name in a root tree', { count: ALL ? 40 : 30, bytes: 20 * MB }),
  ],
  vary,
}

import type { Random } from '@/lib/testing/mutate'
import type { Bytes, ObjectWriter, TreeLine } from '@/lib/testing/object-writer'
import { ANNOTATION, type Attack, type AttackClass, MODEL, pick, pickSize, plant } from './attack'

/** Objects are few and small; the paths and models that they stand for are many. */
export const largeTrees: AttackClass = {
  name: 'trees',
  examples: [
    nest({ levels: 63, names: 2, length: 250, file: 'artifacts.yaml' }),
    share({ folders: 1000, models: 1000, file: 'artifacts.yaml' }),
  ],
  vary: (random) => pick(random, [varyNested, varyShared, varyBranches])(random),
}

type Nested = {
  readonly levels: number
  readonly names: number
  readonly length: number
  readonly file: string
}

/** Each level names the one below under several names. */
function nest({ levels, names, length, file }: Nested): Attack {
  return {
    name: `${levels} nested trees of ${names} names of ${length} characters above a ${file}`,
    build: async (writer) => {
      let lines: readonly TreeLine[] = []
      let below = await writer.files({ [file]: contentOf(file, 1) })
      for (let level = 0; level < levels; level += 1) {
        const oid = below
        lines = Array.from({ length: names }, (_, index) => folder(index, length, oid))
        below = await writer.tree(lines)
      }
      await tagTree(writer, lines)
    },
  }
}

type Shared = { readonly folders: number; readonly models: number; readonly file: string }

/** All folders are one object. */
function share({ folders, models, file }: Shared): Attack {
  return {
    name: `${folders} folders that share a ${file} of ${models} models`,
    build: async (writer) => {
      const below = await writer.files({ [file]: contentOf(file, models) })
      const lines = Array.from({ length: folders }, (_, index) => folder(index, 6, below))
      await tagTree(writer, lines)
    },
  }
}

/** Many branches that declare many models each; the configuration does not say which of them count. */
function branch(branches: number, models: number): Attack {
  return {
    name: `${branches} branches that declare ${models} models each`,
    build: async (writer) => {
      await plant(writer, { files: { 'artifacts.yaml': contentOf('artifacts.yaml', models) } })
      for (let index = 0; index < branches; index += 1) {
        const tree = await writer.files({ [`f${index}/artifacts.yaml`]: contentOf('a', models) })
        writer.branch(`branch-${index}`, await writer.commit({ tree }))
      }
    },
  }
}

function folder(index: number, length: number, oid: string): TreeLine {
  return { mode: '40000', name: String(index).padStart(length, 'f'), oid }
}

function contentOf(file: string, models: number): Bytes {
  const names = Array.from({ length: models }, (_, index) => `m${index}`)
  const entries = names.map((name) => `${name}: { type: model }\n`)
  return file === 'dvc.yaml'
    ? `artifacts:\n${entries.map((one) => `  ${one}`).join('')}`
    : entries.join('')
}

async function tagTree(writer: ObjectWriter, lines: readonly TreeLine[]): Promise<void> {
  const annotation = await writer.blob(ANNOTATION)
  const tree = await writer.tree([
    { mode: '100644', name: 'artifacts.yaml', oid: annotation },
    ...lines,
  ])
  const commit = await writer.commit({ tree })
  await writer.tag(`${MODEL}@v1.0.0`, commit)
  await writer.tag(`${MODEL}#production#1`, commit)
  writer.branch('main', commit)
}

const FILES = ['artifacts.yaml', 'dvc.yaml'] as const

const varyNested = (random: Random) =>
  nest({
    levels: 1 + random(80),
    names: 1 + random(8),
    length: pickSize(random, 4, 4_000),
    file: pick(random, FILES),
  })

const varyShared = (random: Random) =>
  share({
    folders: pickSize(random, 20, 20_000),
    models: pickSize(random, 1, 5_000),
    file: pick(random, FILES),
  })

const varyBranches = (random: Random) =>
  branch(pickSize(random, 10, 3_000), pickSize(random, 1, 5_000))

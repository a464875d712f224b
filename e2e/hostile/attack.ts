import type { Random } from '@/lib/testing/mutate'
import type { Bytes, ObjectWriter, TagLines } from '@/lib/testing/object-writer'

/** A repository that is made to harm the server or those who read it. */
export type Attack = {
  /** What it holds. */
  readonly name: string
  build(writer: ObjectWriter): Promise<void>
  /** Whether a dry run of a command has to read it too. */
  readonly dryRun?: 'assign'
  /** Whether all of it is read, so that there is no limit to tell of. */
  readonly outcome?: 'within-limits'
}

export type AttackClass = {
  readonly name: string
  readonly examples: readonly Attack[]
  /** One more of the same kind: other sizes, places and characters. */
  vary(random: Random): Attack
}

/** The model that every hostile repository has besides what harms. */
export const MODEL = 'model'

export const ANNOTATION = `${MODEL}: { type: model }\n`

type Planted = {
  readonly files?: Readonly<Record<string, Bytes>>
  /** Versions of the model, each a commit of its own. */
  readonly versions?: number
  readonly tag?: TagLines
  readonly author?: Bytes
  readonly message?: Bytes
}

/** The files on `main`, as versions of the model of which the last one is in production. */
export async function plant(writer: ObjectWriter, planted: Planted): Promise<void> {
  const { files = {}, versions = 1, author, message } = planted
  const tree = await writer.files({ 'artifacts.yaml': ANNOTATION, ...files })
  let parents: readonly string[] = []
  for (let version = 0; version < versions; version += 1) {
    const commit = await writer.commit({
      ...{ tree, parents },
      ...(author !== undefined && { author }),
      ...(message !== undefined && { message }),
    })
    await writer.tag(`${MODEL}@v1.${version}.0`, commit, planted.tag)
    parents = [commit]
  }
  const [head = ''] = parents
  await writer.tag(`${MODEL}#production#1`, head)
  writer.branch('main', head)
}

export function pick<One>(random: Random, list: readonly [One, ...One[]]): One {
  return list[random(list.length)] ?? list[0]
}

/** From `least` to `most`, small numbers as likely as large ones. */
export function pickSize(random: Random, least: number, most: number): number {
  const share = random(1000) / 1000
  return Math.round(least * (most / least) ** share)
}

/** `text` over and over, cut at so many UTF-16 units. */
export function fill(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length)
}

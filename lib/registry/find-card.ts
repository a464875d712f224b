import { joinPath, parentDirectory, resolvePath } from '@/lib/repo-data/repo-path'
import type { Oid } from '@/lib/snapshot/types'
import type { Files } from './derived'

/** A file that describes a model to people. */
export type ModelCard = {
  /** From the repository's root. */
  readonly path: string
  /** The blob. */
  readonly oid: Oid
}

export type CardPlace = {
  /** The file that the annotation names, from the repository's root; null where it names none. */
  readonly named: string | null
  /** The model's path as the annotation has it. */
  readonly path: string | null
  /** The folder of the file that declares the model. */
  readonly directory: string
}

const MODEL_CARD = 'MODEL_CARD.md'
const README = 'README.md'

/**
 * The card of a model at a commit: the file that the annotation names, else `MODEL_CARD.md` or `README.md` in the model's
 * folder if it is one in Git, beside the model, and beside the file that declares it. Asks only for ids and sizes. A
 * symbolic link, and a pointer of Git LFS, is no card.
 */
export function findCard(place: CardPlace, files: Files): ModelCard | null {
  // A file that is not read yet counts as absent, so that all of them are asked for in one round.
  for (const path of listPlaces(place)) {
    const fact = files.peek(path, 'stat')
    if (fact.kind === 'stat' && fact.lfs === null) return { path, oid: fact.oid }
  }
  return null
}

/** The `README.md` of the root describes the repository, so that it is the card only of a model that lies there. */
function listPlaces({ named, path, directory }: CardPlace): readonly string[] {
  const beside = joinPath(directory, MODEL_CARD)
  const declared = directory === '' ? [beside] : [beside, joinPath(directory, README)]
  const places = [...(named === null ? [] : [named]), ...listOfModel(path), ...declared]
  return [...new Set(places)]
}

function listOfModel(path: string | null): readonly string[] {
  const model = path === null ? null : resolvePath('', path)
  if (model?.kind !== 'path') return []
  const folders = model.path === '' ? [''] : [model.path, parentDirectory(model.path)]
  return folders.flatMap((folder) => [joinPath(folder, MODEL_CARD), joinPath(folder, README)])
}

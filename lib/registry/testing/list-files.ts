import type { Listing } from '../derive-dvc'
import { isListedFile } from '../derive-dvc'
import { fakeOid } from './build-tag'

/** The listing of a commit that has the paths. `content` tells blobs of one path apart. */
export function listFiles(
  paths: Iterable<string>,
  content: (path: string) => string = () => '',
): Listing {
  const listed = [...paths].filter((path) => isListedFile(path.slice(path.lastIndexOf('/') + 1)))
  const files = listed.sort().map((path) => [path, fakeOid(`${path} ${content(path)}`)] as const)
  return { files: new Map(files), cut: null }
}

import { fileNameOf } from '@/lib/repo-data/repo-path'
import type { TreeListing } from '@/lib/snapshot/types'
import { isListedFile } from '../derive-dvc'
import { fakeOid } from './build-tag'

/** The listing of a commit that has the paths. `content` tells blobs of one path apart. */
export function listFiles(
  paths: Iterable<string>,
  content: (path: string) => string = () => '',
): TreeListing {
  const listed = [...paths].filter((path) => isListedFile(fileNameOf(path)))
  const files = listed.sort().map((path) => [path, fakeOid(`${path} ${content(path)}`)] as const)
  return { all: () => ({ files: new Map(files), cut: null }), changes: () => null }
}

import { openDeriveCache } from '@/lib/registry/derive-cache'
import { openFiles } from '@/lib/registry/derived'
import { answer, filesEverywhere } from '@/lib/registry/testing/build-look'
import { fakeOid } from '@/lib/registry/testing/build-tag'
import { listFiles } from '@/lib/registry/testing/list-files'
import { deriveRootFiles, linkRoot } from '../derive-roots'
import type { DvcRoot, DvcStage } from '../types'

/** The texts of a commit's files by path. */
export type FileTexts = Readonly<Record<string, string>>

/** The DVC roots of a commit with these files, which the real parsers read. */
export function readRoots(files: FileTexts): readonly DvcRoot[] {
  const { dvc: cache, budget } = openDeriveCache()
  const listing = listFiles(Object.keys(files), (path) => files[path] ?? '').all()
  const { value } = answer(filesEverywhere(files), (look) => {
    const commit = openFiles(fakeOid('commit'), look)
    return commit.derive(deriveRootFiles({ listing, files: commit, cache, budget }))
  })
  return value.map((root) => linkRoot(root, budget))
}

/** The only root of a commit with these files. */
export function readRoot(files: FileTexts): DvcRoot {
  const [root, ...others] = readRoots(files)
  if (root === undefined || others.length > 0) throw new Error('not one root')
  return root
}

/** The stage with this id: `dvc.yaml:train`, or the path of a `.dvc` file. */
export function readStage(id: string, files: FileTexts): DvcStage {
  const stage = readRoot(files).stages.find((one) => one.id === id)
  if (stage === undefined) throw new Error(`no stage ${id}`)
  return stage
}

/** What is wrong, as `code file detail`. */
export function readFindings(files: FileTexts): readonly string[] {
  return readRoots(files).flatMap((root) =>
    root.findings.map(({ code, file, detail }) => `${code} ${file} ${detail}`.trim()),
  )
}

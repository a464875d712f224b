import { createHash } from 'node:crypto'
import { readRoots } from '@/lib/dvc/testing/read-roots'
import { openDeriveCache } from '@/lib/registry/derive-cache'
import { openFiles } from '@/lib/registry/derived'
import { answer, filesEverywhere } from '@/lib/registry/testing/build-look'
import type { PipelineView } from '@/lib/views/pipeline'
import { derivePipeline } from '../derive-pipeline'

export const COMMIT = 'c'.repeat(40)

export const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** The pipeline of a commit of these files. */
export function pipelineOf(files: Readonly<Record<string, string>>): PipelineView {
  const { budget } = openDeriveCache()
  const roots = readRoots(files)
  return answer(filesEverywhere(files), (look) => {
    const commit = openFiles(COMMIT, look)
    return commit.derive(derivePipeline(COMMIT, roots, { files: commit, budget }))
  }).value
}

import type { ComparedFile, ComparedInputs } from '@/lib/views/comparison'

/** More paths than a person would read the changes of. */
const MAX_PATHS = 2_000

/** The files and folders in Git that the stages of either version read, in order; null where neither has a lineage. */
export function listUsedCode(inputs: ComparedInputs | null): readonly string[] | null {
  if (inputs === null) return null
  return inputs.files
    .filter(({ kind }) => kind === 'code')
    .map(({ path }) => path)
    .slice(0, MAX_PATHS)
}

/** More of them, or of their characters, are not given to git. */
const MAX_TRACED = 500
const MAX_TRACED_LENGTH = 100_000

/**
 * The files in Git that record what the stages of either version ran with: code, the files that track their data, and
 * pipelines with their locks. Null, which stands for all, where neither has a lineage and where they are too many.
 */
export function listTracedFiles(inputs: ComparedInputs | null): readonly string[] | null {
  if (inputs === null || inputs.stages.length === 0) return null
  const files = [
    ...new Set([...inputs.files.flatMap(listRecords), ...inputs.stages.flatMap(listPipelineFiles)]),
  ]
  const isTooLong = files.length > MAX_TRACED || files.join().length > MAX_TRACED_LENGTH
  return isTooLong ? null : files
}

/** A file of code itself; of data, the `.dvc` file beside it or beside a folder that it is in. */
function listRecords({ path, kind }: ComparedFile): readonly string[] {
  // Git refuses to look at anything if one path is outside the repository.
  if (kind === 'made' || /^\/|^$|(?:^|\/)\.\.(?:\/|$)/.test(path)) return []
  if (kind === 'code') return [path]
  if (path.includes('://')) return []
  const folders = path.split('/').slice(0, MAX_DEPTH)
  return folders.map((_, at) => `${folders.slice(0, at + 1).join('/')}.dvc`)
}

const MAX_DEPTH = 64

/** A stage is named by its file: `DIR/dvc.yaml:NAME`, or a `.dvc` file. */
function listPipelineFiles({ id }: ComparedInputs['stages'][number]): readonly string[] {
  const [file] = /^.*?dvc\.yaml(?=:)/.exec(id) ?? []
  return file === undefined ? [id] : [file, file.replace(/yaml$/, 'lock')]
}

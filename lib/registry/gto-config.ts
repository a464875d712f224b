import { isList, isMapping, isNothing, pointer, scalarText } from '@/lib/repo-data/data-value'
import { formatExceeded, LIMITS, PATH_LIMITS } from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import { repoPath, resolvePath } from '@/lib/repo-data/repo-path'
import type { DataValue } from '@/lib/snapshot/types'
import type { Files } from './derived'
import { parseStageName, type StageName } from './names'
import type { ProblemCode, RegistryProblem } from './problem'

/** GTO's settings that concern a reader, from `.gto` in the root. */
export type GtoConfig = {
  /** The only stages that GTO shows and assigns, in this order; null: all. */
  readonly stages: readonly StageName[] | null
  readonly types: readonly string[] | null
  /** The root's annotation file. */
  readonly index: string
}

const FILE = '.gto'
/** The annotation file of a repository whose `.gto` names none. */
export const DEFAULT_INDEX = 'artifacts.yaml'

/** Keys of GTO's configuration that change nothing for a reader. */
const OTHER_KEYS = new Set([
  ...['log_level', 'debug', 'emojis', 'enrichments', 'autoload_enrichments', 'config_file_name'],
])

/** Reads `.gto`. An invalid setting is a problem and is ignored; the others count. */
export function readGtoConfig(files: Files): {
  readonly config: GtoConfig
  readonly problems: readonly RegistryProblem[]
} {
  const fact = files.read(FILE, 'yaml')
  const problems: RegistryProblem[] = []
  const data = fact.kind === 'data' ? fact.value : null
  const report = (code: ProblemCode, key: string | null, detail: string) => {
    const line = key !== null && fact.kind === 'data' ? (fact.lines[pointer(key)] ?? null) : null
    const { commit } = files
    problems.push({ code, artifact: null, file: FILE, line, tag: null, commit, detail })
  }
  if (!isNothing(data) && !isMapping(data)) report('gto-not-a-mapping', null, '')
  let config: GtoConfig = { stages: null, types: null, index: DEFAULT_INDEX }
  for (const [key, value] of isMapping(data) ? Object.entries(data) : []) {
    const name = key.toLowerCase()
    if (name === 'stages') config = { ...config, stages: readNames(key, value, report) }
    else if (name === 'types') config = { ...config, types: readNames(key, value, report) }
    else if (name === 'index') config = { ...config, index: readIndex(key, value, report) }
    else if (!OTHER_KEYS.has(name)) report('gto-unknown-key', key, quote(key))
  }
  return { config, problems }
}

type Report = (code: ProblemCode, key: string, detail: string) => void

function readNames(key: string, value: DataValue, report: Report): readonly StageName[] | null {
  if (isNothing(value)) return null
  if (!isList(value)) {
    report('gto-bad-value', key, `${key} is no list`)
    return null
  }
  const most = LIMITS.configuredNames
  if (value.length > most) {
    report('list-too-long', key, `${key}: ${formatExceeded(value.length, 'names', most)}`)
  }
  return value.slice(0, most).flatMap((item) => {
    const text = scalarText(item)
    const name = text === null ? null : parseStageName(text)
    if (name === null) report('gto-bad-name', key, quote(text ?? ''))
    return name ?? []
  })
}

function readIndex(key: string, value: DataValue, report: Report): string {
  if (isNothing(value)) return DEFAULT_INDEX
  const text = scalarText(value)
  const path = text === null ? null : repoPath('', text)
  if (text !== null && resolvePath('', text).kind === 'too-long') {
    report('path-too-long', key, `${quote(text)}: ${PATH_LIMITS}`)
  } else if (path === null) report('gto-bad-value', key, quote(text ?? key))
  return path ?? DEFAULT_INDEX
}

import type { DataValue } from '@/lib/snapshot/types'
import type { Variable } from './gitlab-expression'
import { asMapping, valueAt } from './yaml-value'

const ABSENT =
  /^CI_(?:COMMIT_BRANCH|COMMIT_BEFORE_BRANCH|MERGE_REQUEST_\w+|EXTERNAL_PULL_REQUEST_\w+|OPEN_MERGE_REQUESTS|PIPELINE_TRIGGERED|TRIGGER_SHORT_TOKEN)$/
/** Set in every pipeline to a text that is not empty. */
const PRESENT =
  /^(?:CI_(?:DEFAULT_BRANCH|PROJECT_(?:ID|NAME|NAMESPACE|PATH|PATH_SLUG|ROOT_NAMESPACE|URL|TITLE|VISIBILITY)|COMMIT_(?:SHA|SHORT_SHA|TITLE|MESSAGE|AUTHOR|TIMESTAMP)|PIPELINE_(?:ID|IID|URL|CREATED_AT)|SERVER_(?:HOST|URL|NAME|VERSION|PORT|PROTOCOL)|API_V4_URL)|GITLAB_USER_(?:ID|LOGIN|NAME|EMAIL))$/

/** A longer value is unknown, because each condition that names it would read all of it. */
const MAX_LENGTH = 4096

/**
 * Variables as a pipeline for a pushed tag has them: those that GitLab sets, then those of the file, a job's
 * before the file's. What settings of the project could set is unknown, and so is a value made of others.
 */
export function lookUpVariable(
  name: string,
  { tag, written }: { readonly tag: string; readonly written: readonly (DataValue | undefined)[] },
): Variable {
  const set = PREDEFINED.get(name)?.(tag)
  if (set !== undefined) return { kind: 'known', value: set }
  if (ABSENT.test(name)) return { kind: 'known', value: null }
  if (PRESENT.test(name)) return { kind: 'some' }
  for (const variables of written) {
    const value = valueAt(asMapping(variables), name)
    const text = typeof value === 'string' ? value : valueAt(asMapping(value), 'value')
    if (typeof text === 'string') {
      return text.length > MAX_LENGTH || text.includes('$')
        ? { kind: 'unknown' }
        : { kind: 'known', value: text }
    }
  }
  return { kind: 'unknown' }
}

const PREDEFINED: ReadonlyMap<string, (tag: string) => string> = new Map([
  ['CI', () => 'true'],
  ['GITLAB_CI', () => 'true'],
  ['CI_PIPELINE_SOURCE', () => 'push'],
  ['CI_COMMIT_TAG', (tag) => tag],
  ['CI_COMMIT_REF_NAME', (tag) => tag],
  ['CI_COMMIT_REF_SLUG', toSlug],
])

function toSlug(ref: string): string {
  return ref
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
}

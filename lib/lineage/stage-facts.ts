import type { LineageNode } from '@/lib/views/lineage'
import type { PipelineItem, PipelineStage } from '@/lib/views/pipeline'
import type { LineageLinks } from './open-graph'

/** What a stage runs, reads and writes, in lines of one label and one value. */
export function buildStageFacts(
  { cmd, wdir, file, frozen, deps, outs }: PipelineStage,
  links: LineageLinks,
  isData: (path: string) => boolean,
): LineageNode['facts'] {
  const hrefOf = ({ path, kind, hash }: PipelineItem) => {
    if (path === null || kind !== 'file') return null
    return isData(path) ? links.data(hash) : links.file(path)
  }
  const items = (label: string, list: readonly PipelineItem[]) =>
    list
      .filter(({ kind }) => kind !== 'params')
      .map((item) => ({ label, value: formatItem(item), href: hrefOf(item) }))
  const facts = [
    ...cmd.map((line) => ({ label: 'Runs', value: cut(line), href: null })),
    ...(wdir === '' ? [] : [{ label: 'In', value: wdir, href: null }]),
    { label: 'File', value: file, href: links.file(file) },
    ...(frozen ? [{ label: 'Frozen', value: 'yes', href: null }] : []),
    ...items('Reads', deps),
    ...deps.flatMap((dep) => listChanges(dep, links)),
    ...deps.flatMap((dep) => listParams(dep)),
    ...items('Writes', outs),
  ]
  const distinct = new Map(facts.map((fact) => [`${fact.label} ${fact.value}`, fact]))
  return [...distinct.values()]
}

/** A path with its size, hash and state, where they say something. */
export function formatItem({ path, hash, size, state, why }: PipelineItem): string {
  const parts = [
    path ?? 'outside of the repository',
    ...(size === null ? [] : [`${size.toLocaleString('en-US')} bytes`]),
    ...(hash === null ? [] : [`${hash.name} ${hash.value}`]),
    ...(state === 'fresh' ? [] : [why ?? state]),
  ]
  return parts.join(' · ')
}

/** What changed since the commit whose version of a file the stage ran with. */
export function listChanges(
  { path, ranAt }: PipelineItem,
  links: LineageLinks,
): LineageNode['facts'] {
  const href = ranAt === null ? null : links.changes(ranAt)
  if (ranAt === null || href === null) return []
  return [{ label: 'Changes', value: `${path} since ${ranAt.slice(0, 7)}`, href }]
}

function listParams({ kind, values, path }: PipelineItem): LineageNode['facts'] {
  if (kind !== 'params' || values == null) return []
  return Object.entries(values).map(([key, value]) => ({
    label: 'Param',
    value: `${formatParam(key, value)}${path === null ? '' : ` (${path})`}`,
    href: null,
  }))
}

/** A param with the value that a stage ran with, as the lock has it. */
export function formatParam(key: string, value: unknown): string {
  return `${key} = ${formatValue(value)}`
}

function formatValue(value: unknown): string {
  return cut(typeof value === 'string' ? value : printJson(value))
}

/** JSON with numbers as Python prints them. */
function printJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
  const [only] = entries
  if (entries.length === 1 && only?.[0] === 'number') return String(only[1])
  return `{${entries.map(([key, inner]) => `${key}: ${printJson(inner)}`).join(', ')}}`
}

const MAX_TEXT = 300

/** The start of a text that is long. */
export function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}

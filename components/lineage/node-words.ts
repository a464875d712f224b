import type { LineageEdge, LineageNode, LinkState } from '@/lib/views/lineage'
import type { IconName } from '../ui/icon-names'
import { formatPlain } from '../ui/visible-text'

type Kind = { readonly word: string; readonly icon: IconName }

export const KINDS = {
  stage: { word: 'Stage', icon: 'square-terminal' },
  data: { word: 'Data', icon: 'database' },
  code: { word: 'Code', icon: 'file-code' },
  params: { word: 'Params', icon: 'sliders-horizontal' },
  model: { word: 'Model', icon: 'box' },
  'base-model': { word: 'Base model', icon: 'boxes' },
  version: { word: 'Version', icon: 'tag' },
  holder: { word: 'In use as', icon: 'flag' },
  import: { word: 'Import', icon: 'import' },
  external: { word: 'External', icon: 'cloud' },
  'dvc-file': { word: 'DVC file', icon: 'file' },
  group: { word: 'Group', icon: 'layers' },
} satisfies Record<LineageNode['kind'], Kind>

type State = { readonly word: string; readonly icon: IconName; readonly colour: string }

export const STATES = {
  fresh: { word: 'fresh', icon: 'circle-check', colour: 'text-text-faint' },
  stale: { word: 'stale', icon: 'triangle-alert', colour: 'text-warning' },
  unknown: { word: 'unknown', icon: 'circle-help', colour: 'text-text-faint' },
  'never-run': { word: 'never run', icon: 'circle-dashed', colour: 'text-text-soft' },
  claimed: { word: 'claimed', icon: 'info', colour: 'text-text-faint' },
} satisfies Record<LinkState, State>

/** The id of a node's entry in the list; nodes are named by their numbers (see lineage-content.ts). */
export function formatAnchor({ id }: LineageNode): string {
  return `node-${id}`
}

/** The label of a node, with the number of members if it is a group. */
export function formatLabel({ kind, label, count }: LineageNode): string {
  return kind === 'group' ? `${label} ×${count.toLocaleString('en')}` : label
}

/** The state of a node in a word or two, with the number of stale members if it is a group. */
export function formatState({ kind, state, staleCount }: LineageNode): string | null {
  if (state === null) return null
  const { word } = STATES[state]
  return kind === 'group' && state === 'stale' && staleCount > 0
    ? `${staleCount.toLocaleString('en')} ${word}`
    : word
}

/** Whether the list says the state of an edge. That a stage never ran, the stage itself says. */
export function isWorthSaying({ state }: LineageEdge): boolean {
  return state !== 'fresh' && state !== 'never-run'
}

/** What a node is, in one text for screen readers and the tip: kind, label, state and why, then the detail. */
export function formatName(node: LineageNode): string {
  const state = formatState(node)
  const is = `${KINDS[node.kind].word} ${formatLabel(node)}${state === null ? '' : `, ${state}`}`
  const why = node.why === null ? is : `${is}: ${node.why}`
  return formatPlain(node.detail === '' ? why : `${why}\n${node.detail}`)
}

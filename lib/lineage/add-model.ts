import { isPathRelated } from '@/lib/repo-data/repo-path'
import type { LineageNode } from '@/lib/views/lineage'
import type { PipelineOut, PipelineStage } from '@/lib/views/pipeline'
import { baseName } from './base-name'
import { MODEL, nodeId, outNodeId } from './node-id'
import type { Graph } from './open-graph'
import { formatItem } from './stage-facts'
import type { TracedVersion } from './traced-version'

/** More users are reached on the page of the content. */
const MAX_USERS = 20

/** Adds the model after its makers, the version, the stages that it is in, and what was made from it. */
export function addModel(
  graph: Graph,
  traced: TracedVersion,
  makers: readonly PipelineStage[],
): void {
  const { path, version, holders, href } = traced
  const plain = { why: null, count: 1, staleCount: 0, facts: [] }
  const out = makers.flatMap(({ outs }) => outs).find((one) => one.path === path)
  const content = out === undefined ? formatContent(traced) : formatItem(out)
  const fileHref = path === null ? null : graph.options.links.file(path)
  graph.addNode({
    ...{ ...plain, id: MODEL, label: baseName(path ?? 'no path'), detail: path ?? '' },
    kind: 'model',
    state: out?.state ?? null,
    why: out?.why ?? null,
    facts: [
      { label: 'Content', value: content, href: traced.dataHref },
      ...(fileHref === null ? [] : [{ label: 'File', value: path ?? '', href: fileHref }]),
    ],
    href: traced.dataHref ?? fileHref,
  })
  for (const stage of makers) addMaker(graph, stage, { path: path ?? '', out })
  graph.addNode({
    id: 'version',
    kind: 'version',
    label: version,
    detail: '',
    state: null,
    href,
    ...plain,
    facts: [...listCommitFacts(traced), ...listChangeFacts(traced)],
  })
  graph.addEdge({ from: MODEL, to: 'version', state: 'fresh', why: null })
  for (const stage of holders) {
    const id = `holder ${stage}`
    graph.addNode({
      id,
      kind: 'holder',
      label: stage,
      detail: '',
      state: null,
      href: null,
      ...plain,
    })
    graph.addEdge({ from: 'version', to: id, state: 'fresh', why: null })
  }
  addUsers(graph, traced)
}

/** The commit, and who made it when. */
function listCommitFacts(traced: TracedVersion): LineageNode['facts'] {
  const { commit, commitHref, author, committedAt } = traced
  return [
    { label: 'Commit', value: commit, href: commitHref },
    ...(author === null
      ? []
      : [
          { label: 'Author', value: `${author.name} <${author.email}>`, href: null },
          { label: 'Committed', value: committedAt, href: null },
        ]),
  ]
}

function listChangeFacts({ changes }: TracedVersion): LineageNode['facts'] {
  if (changes === null) return []
  const { since, count, hasMore, href, newest } = changes
  const noun = count === 1 ? 'commit' : 'commits'
  const number = `${hasMore ? 'more than ' : ''}${count.toLocaleString('en-US')} ${noun}`
  const left = count - newest.length
  return [
    { label: 'Changed by', value: since === null ? number : `${number} since ${since}`, href },
    ...newest.map((one) => ({
      label: 'Change',
      value: `${one.commit.slice(0, 7)} ${one.author}: ${one.subject}`,
      href: one.href,
    })),
    ...(left === 0
      ? []
      : [{ label: 'Change', value: `${left.toLocaleString('en-US')} older`, href: null }]),
  ]
}

type Target = { readonly path: string; readonly out: PipelineOut | undefined }

/** The edges to the model from a maker, or from the nodes of what it writes there. */
function addMaker(graph: Graph, stage: PipelineStage, { path, out }: Target): void {
  const { options } = graph
  for (const one of stage.outs) {
    if (one.path === null || !isPathRelated(one.path, path)) continue
    const from = outNodeId(stage, one, { ...options, model: path })
    const { state, why } = out ?? (from === nodeId(stage, options) ? stage : one)
    graph.addEdge({ from, to: MODEL, state, why })
  }
}

/** One hop downstream: what was made from the version. */
function addUsers(graph: Graph, { users, dataHref }: TracedVersion): void {
  const shown = users.length > MAX_USERS ? users.slice(0, MAX_USERS - 1) : users
  const plain = { state: null, why: null, count: 1, staleCount: 0 } as const
  const add = (node: Omit<LineageNode, keyof typeof plain>) => {
    graph.addNode({ ...plain, ...node })
    graph.addEdge({ from: 'version', to: node.id, state: 'fresh', why: null })
  }
  for (const { repo, model, version, stages, href } of shown) {
    add({
      ...{ id: `user ${repo} ${model} ${version}`, kind: 'model', href },
      label: `${model} ${version}`,
      detail: stages.length === 0 ? repo : `${repo}: in ${stages.join(', ')}`,
      facts: [],
    })
  }
  const left = users.length - shown.length
  if (left === 0) return
  const label = `${left.toLocaleString('en-US')} more`
  add({ id: 'users', kind: 'model', label, detail: 'made from it', href: dataHref, facts: [] })
}

/** What is known of a model that no stage makes. */
function formatContent({ path, hash, size }: TracedVersion): string {
  if (path === null) return 'The version has no path.'
  const bytes = size === null ? '' : ` · ${size.toLocaleString('en-US')} bytes`
  if (hash?.startsWith('git:')) return `In Git as blob ${hash.slice('git:'.length)}${bytes}`
  if (hash?.startsWith('sha256:'))
    return `In Git LFS as sha256 ${hash.slice('sha256:'.length)}${bytes}`
  if (/^\w+:\/\//.test(path)) return 'A URL, which is not read.'
  return hash === null ? 'Neither DVC nor Git has the path at this commit.' : `${hash}${bytes}`
}

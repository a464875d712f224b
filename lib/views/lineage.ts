import { z } from 'zod'
import { oid, type View } from './view'

/** Whether what is stored is what the files of the commit make, as far as Git can tell. */
export const lineageState = z.enum(['fresh', 'stale', 'unknown', 'never-run'])

/** The same of an edge; `claimed` where only the model's card says that there is one. */
const linkState = z.enum([...lineageState.options, 'claimed'])

const lineageFact = z.object({
  label: z.string(),
  value: z.string(),
  href: z.string().nullable(),
})

const lineageNode = z
  .object({
    id: z.string(),
    kind: z.enum([
      'stage',
      'data',
      'code',
      'params',
      'model',
      'base-model',
      'version',
      'holder',
      'import',
      'external',
      'dvc-file',
      'group',
    ]),
    label: z.string(),
    detail: z.string().meta({ description: 'The path, or the first line of the command' }),
    state: lineageState.nullable().meta({ description: 'Null where freshness means nothing' }),
    why: z.string().nullable().meta({ description: 'Why it is stale, unknown or never run' }),
    count: z.int().meta({ description: 'Members of a collapsed group; otherwise 1' }),
    staleCount: z.int().meta({ description: 'Stale members of a collapsed group' }),
    href: z.string().nullable(),
    facts: z.array(lineageFact),
  })
  .meta({ id: 'LineageNode' })

const lineageEdge = z
  .object({
    from: z.string().meta({ description: 'Id of the upstream node' }),
    to: z.string().meta({ description: 'Id of the downstream node' }),
    state: linkState.meta({
      description: "`claimed`: the model's card says it, and nothing proves it",
    }),
    why: z.string().nullable(),
  })
  .meta({ id: 'LineageEdge' })

export const lineageProblem = z.object({
  file: z.string().nullable(),
  detail: z.string(),
  code: z.string(),
})

export const lineage = z
  .object({
    nodes: z.array(lineageNode),
    edges: z.array(lineageEdge),
    problems: z.array(lineageProblem),
    total: z.int().meta({ description: 'Nodes before the maximum was applied' }),
    totalLinks: z
      .int()
      .meta({ description: 'Edges between these nodes before the maximum was applied' }),
  })
  .meta({ id: 'Lineage' })

export const versionLineage = lineage
  .extend({ version: z.string(), commit: oid })
  .meta({ id: 'VersionLineage' })

export type LineageView = View<typeof lineage>
export type LineageNode = LineageView['nodes'][number]
export type LineageEdge = LineageView['edges'][number]
export type LineageState = View<typeof lineageState>
export type LinkState = LineageEdge['state']

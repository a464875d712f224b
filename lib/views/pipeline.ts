import { z } from 'zod'
import { lineageProblem, lineageState } from './lineage'
import { oid, type View } from './view'

const hash = z.object({ name: z.string(), value: z.string() }).meta({
  description: 'As DVC records it: `md5`, `md5-dos2unix`, `etag` or `checksum`',
})

const proof = {
  state: lineageState,
  why: z
    .string()
    .nullable()
    .meta({ description: 'The reason of the state; null where it is fresh' }),
}

const item = z
  .object({
    path: z.string().nullable().meta({
      description: 'From the top of the repository, or a URL; null outside of the repository',
    }),
    kind: z.enum(['file', 'params', 'repo', 'db', 'dataset', 'external']),
    hash: hash.nullable(),
    size: z.int().nullable(),
    ...proof,
    ranAt: oid.nullable().meta({
      description:
        'Of a stale file in Git: the commit with the version that the stage ran with, where one was found',
    }),
    values: z.record(z.string(), z.unknown()).nullable().optional().meta({
      description: 'Of params: the values that the stage ran with, as the lock has them',
    }),
    repo: z
      .object({ url: z.string(), rev: z.string().nullable(), revLock: z.string().nullable() })
      .optional(),
  })
  .meta({ id: 'PipelineItem' })

const out = item
  .extend({ cache: z.boolean(), persist: z.boolean(), metric: z.boolean(), plot: z.boolean() })
  .meta({ id: 'PipelineOut' })

const stage = z
  .object({
    id: z.string().meta({ description: '`dir/dvc.yaml:stage`, or the path of a `.dvc` file' }),
    file: z.string(),
    name: z.string().nullable(),
    group: z
      .string()
      .nullable()
      .meta({ description: 'The stage that `foreach` or `matrix` expands' }),
    cmd: z.array(z.string()),
    wdir: z.string(),
    frozen: z.boolean(),
    alwaysChanged: z.boolean(),
    import: z.boolean(),
    ...proof,
    deps: z.array(item),
    outs: z.array(out),
  })
  .meta({ id: 'PipelineStage' })

const pipeline = z
  .object({
    commit: oid,
    roots: z.array(
      z.object({
        root: z.string(),
        stages: z.array(stage),
        edges: z.array(z.array(z.string()).length(2)).meta({
          description: 'Pairs of stage ids: upstream, downstream',
        }),
        problems: z.array(lineageProblem),
      }),
    ),
  })
  .meta({ id: 'Pipeline' })

export const pipelinePage = pipeline
  .extend({
    total: z.int().meta({ description: 'Stages of the whole pipeline' }),
    next: z.int().nullable().meta({
      description: '`offset` of the request for the next stages; null after the last',
    }),
  })
  .meta({ id: 'PipelinePage' })

export type PipelinePage = View<typeof pipelinePage>
export type PipelineView = View<typeof pipeline>
export type PipelineRoot = PipelineView['roots'][number]
export type PipelineStage = PipelineRoot['stages'][number]
export type PipelineItem = View<typeof item>
export type PipelineOut = View<typeof out>

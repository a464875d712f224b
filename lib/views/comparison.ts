import { z } from 'zod'
import { codeFiles } from './code-diff'
import { direction, oid, scalar, time, type View } from './view'

const change = z.enum(['same', 'changed', 'added', 'removed'])

export type Change = View<typeof change>

const side = z
  .object({
    repo: z.string(),
    name: z.string(),
    version: z.string(),
    commit: oid,
    committedAt: time,
    registeredAt: time.nullable(),
    stages: z.array(z.string()),
  })
  .meta({ id: 'ComparedSide' })

export type ComparedSide = View<typeof side>

const value = z
  .object({
    name: z.string(),
    change,
    from: scalar.meta({ description: 'Null where it is null, or the version has no such value' }),
    to: scalar,
  })
  .meta({ id: 'ComparedValue' })

export type ComparedValue = View<typeof value>

const metric = value
  .extend({
    direction,
    verdict: z.enum(['better', 'worse']).nullable().meta({
      description: 'Null where it is neither, or nothing says which',
    }),
  })
  .meta({ id: 'ComparedMetric' })

export type ComparedMetric = View<typeof metric>

const fact = z
  .object({
    name: z.enum(['type', 'description', 'labels', 'path', 'hash', 'size', 'card']).meta({
      description: '`card` is the path of the file, and `git:` and the id of its blob',
    }),
    change,
    from: z.string().nullable(),
    to: z.string().nullable(),
  })
  .meta({ id: 'ComparedFact' })

export type ComparedFact = View<typeof fact>

const content = z
  .object({
    hash: z.string().nullable().meta({ description: 'As the lock has it: `md5 …`' }),
    size: z.int().nullable(),
    from: z.string().nullable().meta({
      description: 'Of what was imported: the commit of the other repository, or its revision',
    }),
  })
  .meta({ id: 'ComparedContent' })

export type ComparedContent = View<typeof content>

const file = z
  .object({
    path: z.string(),
    kind: z.enum(['data', 'code', 'import', 'made']).meta({
      description:
        '`made`: a stage of the lineage writes it; `data`: a `.dvc` file or a URL; `code`: what Git keeps',
    }),
    change,
    from: content.nullable(),
    to: content.nullable(),
  })
  .meta({ id: 'ComparedFile' })

export type ComparedFile = View<typeof file>

const stage = z
  .object({
    id: z.string(),
    change,
    from: z.array(z.string()).nullable().meta({ description: 'Its commands' }),
    to: z.array(z.string()).nullable(),
    params: z.array(value).meta({ description: 'The values that it ran with' }),
  })
  .meta({ id: 'ComparedStage' })

export type ComparedStage = View<typeof stage>

const inputs = z.object({ files: z.array(file), stages: z.array(stage) })

export type ComparedInputs = View<typeof inputs>

/** What differs between two versions, and what is the same. */
export const comparison = z
  .object({
    from: side,
    to: side,
    metrics: z.array(metric),
    params: z.array(value),
    facts: z.array(fact),
    inputs: inputs.nullable().meta({
      description: 'What the versions were made from; null where neither has a lineage',
    }),
    code: codeFiles.nullable().meta({
      description:
        'The files in Git that differ between the two commits; null where the commits are one, of two repositories, or not read',
    }),
    unread: z.array(z.string()).meta({ description: 'What could not be read, in sentences' }),
  })
  .meta({ id: 'Comparison' })

export type ComparisonView = View<typeof comparison>

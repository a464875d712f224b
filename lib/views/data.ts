import { z } from 'zod'
import { oid, type View } from './view'

/** Where a content is known from. */
const dataPlace = z
  .object({
    repo: z.string(),
    path: z.string().meta({ description: 'From the top of the repository, or a URL' }),
    role: z.enum(['made', 'read', 'version']).meta({
      description:
        'Whether a stage or a `.dvc` file makes it, a stage or a version reads it, or it is the content of a version',
    }),
    stage: z.string().nullable().meta({
      description: 'The stage or the `.dvc` file at the head of the default branch',
    }),
    model: z.string().nullable(),
    version: z.string().nullable(),
    commit: oid.nullable(),
    size: z.number().nullable().meta({ description: 'Bytes' }),
  })
  .meta({ id: 'DataPlace' })

const sameUrl = z
  .object({
    repo: z.string(),
    path: z.string(),
    stage: z.string().meta({ description: 'The `.dvc` file' }),
    url: z.string(),
    hash: z.string(),
    commit: oid.nullable(),
  })
  .meta({ id: 'SameUrl' })

const descendant = z
  .object({
    repo: z.string(),
    model: z.string(),
    version: z.string(),
    commit: oid,
    stages: z.array(z.string()).meta({ description: 'The stages that it is in now' }),
    path: z.string().nullable(),
  })
  .meta({ id: 'Descendant' })

export const dataDetail = z
  .object({
    hash: z.string(),
    seen: z.array(dataPlace),
    sameUrl: z.array(sameUrl).meta({
      description: 'Other content that was copied from the same URL, at another time or elsewhere',
    }),
    descendants: z.array(descendant).meta({
      description: 'Versions that were made from it; those in stages first, then the newest first',
    }),
    complete: z.boolean().meta({
      description: 'False where there are more places or versions than one answer names',
    }),
  })
  .meta({ id: 'Data' })

export type ContentView = View<typeof dataDetail>
export type DataPlaceView = ContentView['seen'][number]
export type DescendantView = ContentView['descendants'][number]
export type SameUrlView = ContentView['sameUrl'][number]

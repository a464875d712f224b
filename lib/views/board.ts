import { z } from 'zod'
import { COMMAND_KINDS } from '@/lib/registry/commands/command'
import type { VersionDifference } from '@/lib/registry/compare-versions'
import { latest, stageHolder } from './model'
import type { View } from './view'

const boardHolder = stageHolder
  .extend({
    behindPrevious: z.number().int().nullable().meta({
      description:
        'How many registered versions the stage before it in the order of the repository is ahead; null where that stage is empty, or nothing is registered here or there',
    }),
  })
  .meta({ id: 'BoardHolder' })

export type BoardHolderView = View<typeof boardHolder>

const waitingRequest = z
  .object({
    id: z.string().meta({ description: 'The request, under /commands/{id}' }),
    kind: z.enum(COMMAND_KINDS),
    stage: z.string(),
    version: z.string().nullable().meta({ description: 'Null for a roll back, which finds it' }),
  })
  .meta({ id: 'WaitingRequest' })

export type WaitingRequestView = View<typeof waitingRequest>

/** A request for approval that is open for a stage of a model. */
export type WaitingStageView = WaitingRequestView & {
  readonly repo: string
  readonly artifact: string
}

const boardItem = z
  .object({
    repo: z.string(),
    name: z.string(),
    latest: latest.nullable(),
    /** Only stages that are held; in each the newest assignment first. */
    stages: z.record(z.string(), z.array(boardHolder)),
    waiting: z.array(waitingRequest),
    cut: z.literal(true).optional().meta({
      description:
        'Stages are left out of a list that would be larger than 2 MB: ask for the model',
    }),
  })
  .meta({ id: 'BoardItem' })

export type BoardItemView = View<typeof boardItem>

export const boardPage = z
  .object({
    items: z.array(boardItem).meta({
      description:
        'Waiting requests first, then models whose production is behind, then those whose production is not proven, each by name',
    }),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
    stages: z.array(z.string()).meta({ description: 'Of all repositories, in display order' }),
  })
  .meta({ id: 'BoardPage' })

export type BoardPage = View<typeof boardPage>

/** What promoting the next version into a stage would change. */
export type TransitionView = {
  readonly stage: string
  /** The stage that the version moves up from; null: no earlier stage is held, and it is the latest one. */
  readonly from: string | null
  readonly version: string
  /** Empty stage: null. */
  readonly current: string | null
  /** Null without a current version. */
  readonly difference: VersionDifference | null
  /** Bytes of the models. */
  readonly size: { readonly before: number | null; readonly after: number | null }
}

/** The version that a stage of a model would be rolled back to. */
export type RollBackView = {
  readonly repo: string
  readonly artifact: string
  readonly stage: string
  readonly version: string
}

import { z } from 'zod'
import { METRIC_DIRECTIONS } from '@/lib/registry/metric-direction'
import { cardFacts } from './card'
import { problem } from './repo'
import { signature } from './signature'
import { fileNumber, oid, person, scalar, time, type View } from './view'

const signatureFields = z.array(z.object({ name: z.string().nullable(), type: z.string() }))

const framework = z
  .object({
    file: z.string(),
    name: z.string(),
    version: z.string().nullable(),
    architecture: z.string().nullable(),
    inputs: signatureFields.meta({ description: 'Of the signature; at most 100' }),
    outputs: signatureFields,
  })
  .meta({ id: 'Framework' })

const owner = z.object({
  name: z.string().meta({ description: 'Of the person; an address where no name is known' }),
  source: z.enum(['annotation', 'codeowners', 'tagger']),
  email: z.string().nullable(),
  aliases: z.array(z.string()).meta({ description: 'Other names and addresses of the person' }),
})

export type OwnerView = View<typeof owner>

export const stageHolder = z
  .object({
    version: z.string(),
    commit: oid,
    assignedAt: time,
    tag: z.string(),
    signature,
    /** How many newer registered versions exist; null when the holder is no registered version. */
    behind: z.number().int().nullable(),
  })
  .meta({ id: 'StageHolder' })

export type StageHolderView = View<typeof stageHolder>

export const latest = z.object({ version: z.string(), commit: oid, registeredAt: time })

const modelShape = {
  repo: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  description: z.string(),
  labels: z.array(z.string()),
  owners: z.array(owner),
  /** As the annotation has it: a path in the repository (from its root) or a URL; null without one. */
  path: z.string().nullable(),
  latest: latest.nullable(),
  /** Only stages that are held. */
  stages: z.record(z.string(), z.array(stageHolder)),
  versionCount: z.number().int(),
  deprecated: z.boolean(),
  /** Newest event, else the commit that annotates it. */
  updatedAt: time,
  problems: z.number().int(),
  cut: z.literal(true).optional().meta({
    description:
      'Description, labels, owners, path and stages are left out of a list that would be larger than 2 MB with them: ask for the model',
  }),
}

const model = z.object(modelShape).meta({ id: 'Model' })

export type ModelView = View<typeof model>

const version = z
  .object({
    /** A SemVer name (`v1.2.0`), or the full commit id of an unregistered commit. */
    version: z.string(),
    commit: oid,
    committedAt: time,
    registered: z.boolean(),
    active: z.boolean(),
    registeredAt: time.nullable(),
    tag: z.string().nullable(),
    tagger: person.nullable(),
    message: z.string().nullable(),
    actor: z.string().nullable(),
    signature: signature.nullable(),
    stages: z.array(z.string()),
    type: z.string().nullable(),
    description: z.string(),
    labels: z.array(z.string()),
    path: z.string().nullable(),
    /** As DVC writes it (`md5`, with `.dir` for a folder), or `git:` and the blob's id. */
    hash: z.string().nullable(),
    /** Bytes. */
    size: z.number().int().nullable(),
    metrics: z.record(z.string(), fileNumber),
    params: z.record(z.string(), scalar),
    card: z.object({ path: z.string(), oid }).nullable().meta({
      description: 'The file of the commit that describes the model to people',
    }),
    directions: z.record(z.string(), z.enum(METRIC_DIRECTIONS)).meta({
      description: 'Whether more or less of a metric is better, as far as the annotation says it',
    }),
    framework: framework.nullable().meta({
      description:
        'As `MLmodel` of MLflow, or `config.json` of transformers, in the folder of the model or beside it, says',
    }),
  })
  .meta({ id: 'Version' })

export type VersionView = View<typeof version>

const versionDetail = version
  .extend({
    latest: z.boolean().meta({ description: 'Whether it is the latest version of the model' }),
    previous: z
      .string()
      .nullable()
      .meta({ description: 'The next lower registered version; null without one' }),
    author: person
      .nullable()
      .meta({ description: 'Of the commit; null where its object could not be read' }),
    subject: z.string().nullable().meta({ description: "The first line of the commit's message" }),
  })
  .meta({ id: 'VersionDetail' })

const period = z.object({
  stage: z.string(),
  since: z.string(),
  until: z.string().nullable().meta({ description: 'Null where it holds the stage' }),
})

export type PeriodView = View<typeof period>

/** As the API answers it. */
export const versionAnswer = versionDetail
  .extend({
    periods: z.array(period).meta({
      description: 'When it has held which stages, newest first; the last 100',
    }),
    cardFacts: cardFacts.nullable().meta({
      description: 'Null without a card or front matter, and where it cannot be read',
    }),
  })
  .meta({ id: 'VersionAnswer' })

export type VersionDetailView = View<typeof versionDetail>

export const modelDetail = z
  .object({
    ...modelShape,
    /** SemVer descending, then unregistered commits, as many as fit into one answer. Inactive ones are included. */
    versions: z.array(version),
    versionTotal: z.number().int().meta({ description: 'How many versions there are' }),
    next: z
      .string()
      .nullable()
      .meta({ description: '`before` of the request for the next versions; null after the last' }),
    /** In display order: the configured order first, then the others by name. */
    stageOrder: z.array(z.string()),
    problemList: z.array(problem).meta({ description: 'The first 100; `problems` counts all' }),
    /** Where the shown annotation stands. */
    source: z.object({ file: z.string(), commit: oid }).nullable(),
    hash: z.string().nullable(),
    size: z.number().int().nullable(),
    stateHash: z.string().meta({
      description:
        'SHA-256 of the state of its tags; with `at`, as `npm run verify -- REPO --at INSTANT` prints it',
    }),
  })
  .meta({ id: 'ModelDetail' })

export type ModelDetailView = View<typeof modelDetail>

const facet = z.array(z.object({ value: z.string(), count: z.number().int() }))

export type FacetView = View<typeof facet>

const ownerFacet = z.array(
  z.object({
    value: z.string(),
    count: z.number().int(),
    aliases: z.array(z.string()).meta({ description: 'Other names and addresses of the person' }),
  }),
)

export type OwnerFacetView = View<typeof ownerFacet>

const facets = z.object({
  labels: facet,
  owners: ownerFacet,
  stages: facet,
  repos: facet,
  types: facet,
  states: facet.meta({
    description: 'How many `is:VALUE` finds, and as `mine` how many `owner:@me` finds',
  }),
  parts: facet.meta({ description: 'How many `has:VALUE` finds' }),
  kinds: facet.meta({
    description: 'Models, with what has no type, and other types: one tab of the page each',
  }),
})

export type ModelFacets = View<typeof facets>

const modelPage = z
  .object({
    items: z.array(model),
    total: z.number().int(),
    page: z.number().int(),
    pageSize: z.number().int(),
    facets,
  })
  .meta({ id: 'ModelPage' })

const diagnostic = z.object({
  from: z.number().int(),
  to: z.number().int(),
  message: z.string(),
  fix: z.string().nullable(),
})

export const modelList = modelPage
  .extend({
    diagnostics: z.array(diagnostic).meta({
      description:
        'Places of `q` that do not say what they may be meant to say, by their positions',
    }),
  })
  .meta({ id: 'ModelList' })

export type ModelList = View<typeof modelList>

export type ModelPage = View<typeof modelPage>

/** What a stage or a version name stands for. */
export const resolved = z
  .object({
    version: z.string(),
    commit: oid,
    tag: z.string().nullable(),
    path: z.string().nullable(),
    uri: z.string().nullable(),
    hash: z.string().nullable(),
    size: z.number().int().nullable(),
  })
  .meta({ id: 'Resolved' })

import { z } from 'zod'
import { parseVersionRef } from '@/components/compare/version-ref'
import type { Action } from '@/lib/auth/permissions'
import { findImagePath } from '@/lib/card/image-type'
import { boardPage } from '@/lib/views/board'
import { comparison } from '@/lib/views/comparison'
import { completions } from '@/lib/views/completions'
import { dataDetail } from '@/lib/views/data'
import { event, eventPage } from '@/lib/views/event'
import { versionLineage } from '@/lib/views/lineage'
import { modelDetail, modelList, resolved, versionAnswer } from '@/lib/views/model'
import { openLineage } from '@/lib/views/open-lineage'
import { pipelinePage } from '@/lib/views/pipeline'
import { failure } from '@/lib/views/refusal'
import { repo } from '@/lib/views/repo'
import { commandOperations } from './command-operations'
import { eventFilter, eventPaging, modelEventFilter } from './event-parameters'
import { insightOperations } from './insight-operations'
import { instant, modelSort, name, none, slug } from './operation-parts'
import { viewOperations } from './view-operations'

/** Who may call it: everyone (`public`), readers (`read`), signed-in people (`inside`; the command itself decides
 *  further), or people who may perform the action. */
export type Access = 'public' | 'read' | 'inside' | Action

export type FileType = 'text/csv' | 'application/json'

/** The input and the answers of one path and method. */
export type Operation = {
  readonly method: 'get' | 'post' | 'delete'
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  /** JSON. Without it, no body is read. */
  readonly body?: z.ZodObject
  /** The answer 200 is a file of this type, sent as it is read, instead of one text of JSON. */
  readonly file?: FileType | 'image/*'
  /** In addition to the answers of every route (`listAnswers`). */
  readonly answers: Readonly<Record<number, z.ZodType>>
}

const page = z.coerce.number().int().min(1).max(1_000_000).default(1)
const pageSize = z.coerce.number().int().min(1).max(500).default(50)
/** The name of a version or of a stage. */
const label = z.string().min(1).max(200)

/** Which version's lineage is asked for. */
const tracedQuery = {
  stage: label.optional(),
  version: label.optional().meta({
    description: '`latest`, which is the default, or a version such as `v1.2.3`',
  }),
  at: instant,
}

const NAMES_ONE = 'at most one of stage and version is allowed'

function namesOne(query: { readonly stage?: unknown; readonly version?: unknown }): boolean {
  return query.stage === undefined || query.version === undefined
}

const versionRef = z
  .string()
  .max(600)
  .refine(
    (text) => parseVersionRef(text) !== null,
    'this is not REPO/NAME@VERSION, as in churn/churn@v1.2.0',
  )
  .meta({
    description:
      '`REPO/NAME@VERSION`, where the version is a name, `latest`, a stage or a full commit id',
  })

const part = z.object({ status: z.enum(['ok', 'failed']), detail: z.string() })

/** Whether it can answer for a past instant. A read that cannot says so, and no other operation takes `at`. */
export function tellsPast({ method, query }: Operation): boolean {
  return method !== 'get' || 'at' in query.shape
}

/** Every operation of the API by name. A route and the OpenAPI document are made from the same entry. */
export const operations = {
  health: {
    method: 'get',
    path: '/health',
    summary: 'Whether the process and its database answer within two seconds',
    access: 'public',
    params: none,
    query: none,
    answers: {
      200: z.object({ status: z.literal('ok') }),
      503: z.object({ status: z.literal('failed'), parts: z.record(z.string(), part) }),
    },
  },
  ready: {
    method: 'get',
    path: '/ready',
    summary: 'Whether the database is migrated and requests are served; first syncs may still run',
    access: 'public',
    params: none,
    query: none,
    answers: {
      200: z.object({ status: z.literal('ok'), parts: z.record(z.string(), part) }),
      503: z.object({ status: z.literal('failed'), parts: z.record(z.string(), part) }),
    },
  },
  listRepos: {
    method: 'get',
    path: '/repos',
    summary: 'The connected repositories and the states of their syncs',
    access: 'read',
    params: none,
    query: none,
    answers: { 200: z.object({ items: z.array(repo) }) },
  },
  syncRepo: {
    method: 'post',
    path: '/repos/{repo}/sync',
    summary: 'Requests a sync now',
    access: 'sync',
    params: z.strictObject({ repo: slug }),
    query: none,
    answers: {
      202: z.object({ status: z.enum(['queued', 'already-queued']) }),
      404: failure,
    },
  },
  listModels: {
    method: 'get',
    path: '/models',
    summary: 'Models of all repositories, searched, sorted and paged, now or at a past instant',
    access: 'read',
    params: none,
    query: z.strictObject({
      q: z.string().max(500).default('').meta({
        description:
          'Words, best match first, and qualifiers: `label:` `owner:` `stage:` `repo:` `type:` `version:` `signer:` `data:` `from:` `is:` `has:` `updated:` `registered:` `promoted:` `metric.NAME:` `param.NAME@STAGE:`. Any text is a query. A comma is OR inside one qualifier, `OR` and parentheses combine terms, `-` negates, quotes make a value exact, `*` ends the beginning of a value, and `>`, `>=`, `<`, `<=` and `..` compare. `owner:@me` is the requester',
      }),
      repo: slug.optional(),
      sort: modelSort.optional(),
      page,
      pageSize,
      at: instant,
    }),
    answers: { 200: modelList },
  },
  completeSearch: {
    method: 'get',
    path: '/search/completions',
    summary: 'What may be meant at a position of a search, with counts, and models that it finds',
    access: 'read',
    params: none,
    query: z.strictObject({
      q: z.string().max(500).default(''),
      caret: z.coerce.number().int().min(0).max(500).meta({ description: 'A position in `q`' }),
      at: instant,
    }),
    answers: { 200: completions },
  },
  listStages: {
    method: 'get',
    path: '/stages',
    summary: 'The versions in the stages of all models, those that need action first',
    access: 'read',
    params: none,
    query: z.strictObject({
      label: label.optional().meta({ description: 'A label of the models' }),
      owner: label.optional().meta({ description: 'An owner of the models' }),
      repo: slug.optional(),
      page,
      pageSize,
      at: instant,
    }),
    answers: { 200: boardPage },
  },
  getModel: {
    method: 'get',
    path: '/models/{repo}/{name}',
    summary: 'One model with its versions, as many as fit into one answer',
    access: 'read',
    params: z.strictObject({ repo: slug, name }),
    query: z.strictObject({
      before: z
        .string()
        .regex(/^-?\d{1,9}$/, 'this is not the `next` value of a previous answer')
        .optional()
        .meta({
          description:
            'The `next` value of the previous answer; the list of versions continues there',
        }),
      at: instant,
    }),
    answers: { 200: modelDetail, 404: failure },
  },
  getVersion: {
    method: 'get',
    path: '/models/{repo}/{name}/versions/{version}',
    summary: 'One version of a model, a deregistered one too',
    access: 'read',
    params: z.strictObject({
      repo: slug,
      name,
      version: label.meta({
        description:
          '`latest`, a version such as `v1.2.3`, or the full commit id of one that is not registered',
      }),
    }),
    query: z.strictObject({ at: instant }),
    answers: { 200: versionAnswer, 404: failure },
  },
  resolveVersion: {
    method: 'get',
    path: '/models/{repo}/{name}/resolve',
    summary: 'The version that a stage or a version name refers to, now or at a past instant',
    access: 'read',
    params: z.strictObject({ repo: slug, name }),
    query: z
      .strictObject({
        stage: label.optional(),
        version: label.optional().meta({
          description: '`latest` or a version such as `v1.2.3`',
        }),
        at: instant,
      })
      .refine((query) => (query.stage === undefined) !== (query.version === undefined), {
        message: 'exactly one of stage and version is needed',
      }),
    answers: { 200: resolved, 404: failure },
  },
  compareVersions: {
    method: 'get',
    path: '/compare',
    summary: 'What differs between two versions, of one model or of two',
    access: 'read',
    params: none,
    query: z.strictObject({
      from: versionRef,
      to: versionRef,
      files: z.enum(['used', 'all']).default('used').meta({
        description:
          'The files in Git that `code` lists: those that a lineage of the two names, or all. All where neither has a lineage',
      }),
      at: instant,
    }),
    answers: { 200: comparison, 404: failure },
  },
  getLineage: {
    method: 'get',
    path: '/models/{repo}/{name}/lineage',
    summary:
      'What a version was made from, with the proof of each edge; without `at`, also what was made from it',
    access: 'read',
    params: z.strictObject({ repo: slug, name }),
    query: z
      .strictObject({
        ...tracedQuery,
        groups: z.enum(['closed', 'open']).default('closed').meta({
          description: 'Whether stages of one `foreach` or `matrix` are one node',
        }),
        outputs: z.enum(['facts', 'nodes']).default('facts').meta({
          description:
            'Whether outputs, code and parameter files are facts of the stages alone, or nodes of their own too',
        }),
        stages: z.enum(['model', 'all']).default('model').meta({
          description:
            'Whether only what the version was made from and what uses it is answered, or all stages of the commit',
        }),
      })
      .refine(namesOne, NAMES_ONE),
    answers: { 200: versionLineage, 404: failure, 502: failure },
  },
  getData: {
    method: 'get',
    path: '/data/{hash}',
    summary: 'Where a content is known from, and which versions were made from it',
    access: 'read',
    params: z.strictObject({
      hash: z.string().min(1).max(200).meta({
        description:
          'An md5 of DVC, with `.dir` for a folder; or `git:` and the id of a blob, or `sha256:` of Git LFS',
      }),
    }),
    query: none,
    answers: { 200: dataDetail, 404: failure },
  },
  getOpenLineage: {
    method: 'get',
    path: '/models/{repo}/{name}/openlineage',
    summary:
      'The lineage of a version as events of OpenLineage 2-0-2, for Marquez, DataHub and others',
    access: 'read',
    params: z.strictObject({ repo: slug, name }),
    query: z.strictObject(tracedQuery).refine(namesOne, NAMES_ONE),
    answers: { 200: openLineage, 404: failure, 502: failure },
  },
  getPipeline: {
    method: 'get',
    path: '/repos/{repo}/pipeline',
    summary: 'The stages of a commit with their dependencies and outputs, and which are stale',
    access: 'read',
    params: z.strictObject({ repo: slug }),
    query: z.strictObject({
      commit: z
        .string()
        .regex(/^[0-9a-f]{40}$/, 'this is not a full commit id')
        .optional()
        .meta({ description: 'The head of the default branch without it' }),
      offset: z.coerce.number().int().min(0).max(1_000_000).default(0).meta({
        description: 'The `next` value of the previous answer; the list of stages continues there',
      }),
    }),
    answers: { 200: pipelinePage, 404: failure, 502: failure },
  },
  getImage: {
    method: 'get',
    path: '/repos/{repo}/images/{commit}',
    summary: 'An image of a commit, as cards of models show it: PNG, JPEG, GIF, WebP or SVG',
    access: 'read',
    params: z.strictObject({
      repo: slug,
      commit: z.string().regex(/^[0-9a-f]{40}$/, 'this is not a full commit id'),
    }),
    query: z.strictObject({
      path: z
        .string()
        .max(4096)
        .refine((path) => findImagePath(path) !== null, 'this is not the path of an image')
        .meta({ description: 'From the root of the repository' }),
    }),
    file: 'image/*',
    answers: { 200: z.unknown(), 404: failure, 502: failure },
  },
  getBadge: {
    method: 'get',
    path: '/badge/{repo}/{name}/{file}',
    summary: 'A picture that says what is in a stage, for a README',
    access: 'read',
    params: z.strictObject({
      repo: slug,
      name,
      file: z
        .string()
        .max(255)
        .regex(/^.+\.svg$/, 'this is not STAGE.svg')
        .meta({ description: 'The name of a stage and `.svg`' }),
    }),
    query: none,
    file: 'image/*',
    answers: { 200: z.unknown(), 404: failure },
  },
  listModelEvents: {
    method: 'get',
    path: '/models/{repo}/{name}/events',
    summary: 'Events of one model, newest first; all, or those until an instant',
    access: 'read',
    params: z.strictObject({ repo: slug, name }),
    query: z.strictObject({ ...modelEventFilter.shape, ...eventPaging }),
    answers: { 200: eventPage, 404: failure },
  },
  listEvents: {
    method: 'get',
    path: '/events',
    summary: 'Events of all repositories, newest first; all, or those until an instant',
    access: 'read',
    params: none,
    query: z.strictObject({ ...eventFilter.shape, ...eventPaging }),
    answers: { 200: eventPage },
  },
  exportEventsAsCsv: {
    method: 'get',
    path: '/events.csv',
    summary: 'Every event that passes the filters, newest first, as a file for spreadsheets',
    access: 'read',
    params: none,
    query: eventFilter,
    file: 'text/csv',
    answers: { 200: z.string() },
  },
  exportEventsAsJson: {
    method: 'get',
    path: '/events.json',
    summary: 'Every event that passes the filters, newest first, as a file',
    access: 'read',
    params: none,
    query: eventFilter,
    file: 'application/json',
    answers: { 200: z.object({ items: z.array(event) }) },
  },
  ...insightOperations,
  ...commandOperations,
  ...viewOperations,
} as const satisfies Record<string, Operation>

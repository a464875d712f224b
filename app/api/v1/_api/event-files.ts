import type { EventView } from '@/lib/views/event'
import { formatCsvLine } from './format-csv'
import type { FileType } from './operations'
import { writeJson } from './write-json'

/** A file of events: the text before the events, of each event, and after the last. */
type EventFile = {
  readonly extension: string
  readonly head: string
  readonly item: (event: EventView, place: number) => string
  readonly tail: string
}

type Columns = Readonly<Record<string, (event: EventView) => string | null>>

/** Everything of an event. Lists are joined by `; `. */
const COLUMNS: Columns = {
  kind: ({ kind }) => kind,
  repo: ({ repo }) => repo,
  artifact: ({ artifact }) => artifact,
  version: ({ version }) => version,
  stage: ({ stage }) => stage,
  tag: ({ tag }) => tag,
  oid: ({ oid }) => oid,
  commit: ({ commit }) => commit,
  at: ({ at }) => at,
  'tagger.name': ({ tagger }) => tagger.name,
  'tagger.email': ({ tagger }) => tagger.email,
  actor: ({ actor }) => actor,
  approvers: ({ approvers }) => approvers.join('; '),
  reason: ({ reason }) => reason,
  message: ({ message }) => message,
  'signature.status': ({ signature }) => signature.status,
  'signature.verdict': ({ signature }) => signature.verdict,
  'signature.policy': ({ signature }) => signature.policy,
  'signature.format': ({ signature }) => signature.format,
  'signature.signer': ({ signature }) => signature.signer,
  'signature.key': ({ signature }) => signature.key,
  rejected: ({ rejected }) => String(rejected),
  anomalies: ({ anomalies }) => anomalies.join('; '),
}

export const EVENT_FILES: Readonly<Record<FileType, EventFile>> = {
  'text/csv': {
    extension: 'csv',
    head: formatCsvLine(Object.keys(COLUMNS)),
    item: (event) => formatCsvLine(Object.values(COLUMNS).map((column) => column(event) ?? '')),
    tail: '',
  },
  'application/json': {
    extension: 'json',
    head: '{"items":[',
    item: (event, place) => `${place === 0 ? '\n' : ',\n'}${writeJson(event)}`,
    tail: '\n]}\n',
  },
}

/** Who sends a request. Pages and actions know people by their session, the API also knows tokens. A subject with both
 *  uses the one that fits the entry point. */
export const SUBJECTS = [
  'anonymous', // no session, where reading requires a role
  'open', // no session, where everyone may read
  'roleless', // signed in, and nothing gives them a role
  'viewer',
  'editor',
  'admin',
  'outsider', // an admin, and a token of theirs that is not limited, asking for a repository that they may not see
  'insider', // an editor, and a token of theirs, who may see that repository
  'read', // tokens of an admin with this one scope
  'register',
  'promote',
  'deploy',
  'all', // with the scope admin
  'elsewhere', // of a person who may see both, with the scope admin, limited to another repository
  'stage', // with every other scope, limited to another stage
  'lowered', // with the scope admin, of a person who was an editor at its creation and is a viewer now
  'removed', // a session of a person who was a viewer when it began and has no role now
] as const

export type Subject = (typeof SUBJECTS)[number]

/** The status of an answer; `in`: a redirect to the sign-in page. A refusal in the words of an action or a page counts
 *  as the status of the API. */
export type Cell = string

export type Row = {
  readonly entry: string
  /** What the request does there: an action of `lib/auth/permissions.ts`, a query, or a word for it. */
  readonly what: string
  readonly cells: Readonly<Record<Subject, Cell>>
}

/** The rows run in this order: later ones see what earlier ones wrote, and the last one signs every person out. To take
 *  back what holds a guarded stage waits for an approval (202). */
const TABLE = `
                                                            | ano ope rol vie edi adm out ins rea reg pro dep all els sta low rem
GET /api/v1/health                            | public      | 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET /api/v1/ready                             | public      | 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET /api/v1/openapi.json                      | public      | 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET /api/[...path]                            | public      | 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
POST /api/[...path]                           | public      | 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
PUT /api/[...path]                            | public      | 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
PATCH /api/[...path]                          | public      | 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
DELETE /api/[...path]                         | public      | 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET /api/v1/repos                             | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/repos/events                      | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/models                            | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/search/completions                | ?q=&caret=0  | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/stages                            | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/views                             | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/models/[repo]/[name]              | read        | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/models/[repo]/[name]/events       | read        | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/models/[repo]/[name]/resolve      | ?stage=held | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/models/[repo]/[name]/lineage      | ?version=latest | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/models/[repo]/[name]/openlineage  | ?version=latest | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/compare                           | read        | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/models/[repo]/[name]/versions/[version] | read | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/repos/[repo]/pipeline             | read        | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/repos/[repo]/images/[commit]      | read        | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/badge/[repo]/[name]/[file]        | read        | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/data/[hash]                       | read        | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
GET /api/v1/events                            | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/events.csv                        | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/events.json                       | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/insights                          | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/insights.csv                      | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/insights/list                     | ?of=promotions | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/insights/list.csv                 | ?of=rollbacks | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/commands                          | read        | 401 200 401 200 200 200 200 200 200 403 403 403 200 200 200 200 401
GET /api/v1/commands/[id]                     | read        | 401 200 401 200 200 200 404 200 200 403 403 403 200 404 200 200 401
PAGE /                                        | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /stages                                  | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /activity                                | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /insights                                | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /insights/list                           | ?of=held    | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /models/[repo]/[name]                    | read        | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /models/[repo]/[name]                    | ?tab=history | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /models/[repo]/[name]                    | ?tab=lineage | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /models/[repo]/[name]/commands/[command] | read        | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /compare                                 | read        | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /models/[repo]/[name]/v/[version]        | read        | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /promote                                 | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /repos                                   | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /repos/[slug]                            | read        | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /repos/[slug]                            | ?tab=pipeline | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /data/[hash]                             | read        | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /commands/[id]                           | read        | in  200 in  200 200 200 404 200 in  in  in  in  in  in  in  in  in
PAGE /requests                                | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /requests                                | ?state=all  | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /views                                   | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /views/new                               | own-views   | in  403 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /reference                               | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /settings                                | read        | in  200 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /settings                                | own-tokens  | in  403 in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
PAGE /settings                                | all-tokens  | in  403 in  403 403 200 200 403 in  in  in  in  in  in  in  in  in
PAGE /settings                                | settings    | in  403 in  403 403 200 200 403 in  in  in  in  in  in  in  in  in
PAGE /sign-in                                 | public      | 200 200 200 307 307 307 307 307 200 200 200 200 200 200 200 200 200
GET /sign-in/link                             | public      | in  in  303 303 303 303 303 303 in  in  in  in  in  in  in  in  303
HEAD /sign-in/link                            | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
GET /api/auth/callback/[provider]             | public      | in  in  in  in  in  in  in  in  in  in  in  in  in  in  in  in  in
HEAD /api/auth/callback/[provider]            | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/repos/events                     | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/events.csv                       | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/events.json                      | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/auth/sign-in/[provider]             | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/auth/sign-out                       | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/auth/link                           | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/models/[repo]/[name]/commands    | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/repos/[repo]/commands            | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/repos/[repo]/sync                | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/commands/[id]/decision           | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/views                            | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
HEAD /api/v1/views/[id]                       | public      | 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
POST /api/auth/sign-in/[provider]             | public      | 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST /api/auth/link                           | public      | in  in  in  in  in  in  in  in  in  in  in  in  in  in  in  in  in
POST /api/v1/models/[repo]/[name]/commands    | ?dryRun=true | 401 401 401 401 401 401 404 200 403 403 403 403 200 404 403 403 401
POST /api/v1/models/[repo]/[name]/commands    | register    | 401 401 401 401 401 401 404 201 403 201 403 403 201 404 201 403 401
POST /api/v1/models/[repo]/[name]/commands    | assign      | 401 401 401 401 401 401 404 201 403 403 201 403 201 404 403 403 401
POST /api/v1/models/[repo]/[name]/commands    | unassign    | 401 401 401 401 401 401 404 201 403 403 201 403 201 404 403 403 401
POST /api/v1/models/[repo]/[name]/commands    | roll-back   | 401 401 401 401 401 401 404 201 403 403 201 403 201 404 403 403 401
POST /api/v1/repos/[repo]/commands            | assign      | 401 401 401 401 401 401 404 201 403 403 201 403 201 404 403 403 401
POST /api/v1/repos/[repo]/sync                | sync        | 401 401 401 401 401 401 404 202 403 202 202 202 202 404 202 403 401
POST /api/v1/commands/[id]/decision           | decline     | 401 401 401 401 401 401 404 200 403 403 403 403 200 404 403 403 401
POST /api/v1/commands/[id]/decision           | withdraw-any| 401 401 401 401 401 401 404 403 403 403 403 403 200 404 403 403 401
POST /api/v1/commands/[id]/decision           | approve     | 401 401 401 401 401 401 404 201 403 403 403 403 201 404 403 403 401
ACTION previewCommand                         | assign      | in  401 in  403 200 200 404 200 in  in  in  in  in  in  in  in  in
ACTION confirmCommand                         | assign      | 401 401 401 403 201 201 404 201 401 401 401 401 401 401 401 401 401
ACTION confirmAndShow                         | assign      | 401 401 401 403 201 201 404 201 401 401 401 401 401 401 401 401 401
ACTION decide                                 | decline     | in  in  in  403 200 200 404 200 in  in  in  in  in  in  in  in  in
ACTION decide                                 | withdraw    | in  in  in  403 403 200 404 403 in  in  in  in  in  in  in  in  in
ACTION decide                                 | nonsense    | in  in  in  400 400 400 400 400 in  in  in  in  in  in  in  in  in
ACTION decide                                 | approve     | in  in  in  403 200 200 404 200 in  in  in  in  in  in  in  in  in
ACTION syncNow                                | sync        | in  in  in  403 202 202 404 202 in  in  in  in  in  in  in  in  in
ACTION createToken                            | own-tokens  | in  in  in  201 201 201 201 201 in  in  in  in  in  in  in  in  in
ACTION createView                             | own-views   | in  in  in  201 201 201 201 201 in  in  in  in  in  in  in  in  in
ACTION editView                               | all-views   | in  in  in  403 403 200 200 200 in  in  in  in  in  in  in  in  in
ACTION removeView                             | all-views   | in  in  in  403 403 200 200 200 in  in  in  in  in  in  in  in  in
POST /api/v1/views                            | own-views   | 401 401 401 401 401 401 201 201 403 403 403 403 201 201 403 201 401
DELETE /api/v1/views/[id]                     | all-views   | 401 401 401 401 401 401 200 200 403 403 403 403 200 200 403 403 401
ACTION revokeToken                            | own-tokens  | in  in  in  200 200 200 200 200 in  in  in  in  in  in  in  in  in
ACTION revokeToken                            | all-tokens  | in  in  in  403 403 200 200 403 in  in  in  in  in  in  in  in  in
POST /api/v1/models/[repo]/[name]/commands    | deregister  | 401 401 401 401 401 401 404 201 403 201 403 403 201 404 403 403 401
POST /api/v1/models/[repo]/[name]/commands    | deprecate   | 401 401 401 401 401 401 404 202 403 201 403 403 202 404 403 403 401
POST /api/v1/repos/[repo]/sync                | accept-loss | 401 401 401 401 401 401 404 403 403 403 403 403 202 404 403 403 401
ACTION syncNow                                | accept-loss | in  in  in  403 403 202 404 403 in  in  in  in  in  in  in  in  in
POST /api/auth/sign-out                       | public      | 303 303 303 303 303 303 303 303 303 303 303 303 303 303 303 303 303
`

export const ROWS: readonly Row[] = TABLE.trim().split('\n').slice(1).map(parseRow)

function parseRow(line: string): Row {
  const [entry = '', what = '', cells = ''] = line.split('|').map((part) => part.trim())
  const words = cells.split(/\s+/)
  if (words.length !== SUBJECTS.length) throw new Error(`${words.length} cells: ${line}`)
  const named = SUBJECTS.map((subject, place) => [subject, words[place] ?? ''] as const)
  return { entry, what, cells: Object.fromEntries(named) as Row['cells'] }
}

import type { RefusalDetails } from '@/lib/registry/commands/refusal'
import type { Refusal, RefusalCode } from '@/lib/views/refusal'
import { formatInstant } from '../ui/format-ago'

type Status = 400 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 502 | 503

type RefusalRow = {
  /** The HTTP status. */
  readonly status: Status
  /** In a few words, without a full stop. */
  readonly title: string
  /** What happened and what to do. */
  readonly sentence: (details: RefusalDetails) => string
}

/** For faults of the disk, where a command may have started. */
const LATER =
  'Try again when that is fixed. Signet then completes a command that it had started, and the same request never writes twice.'

/** All refusals, for pages and for the API. The sentences include the values of the details. */
export const REFUSALS = {
  'artifact-unknown': {
    status: 404,
    title: 'No such model',
    sentence: (d) => `The repository has no model ${name(d, 'artifact', 'of this name')}.`,
  },
  'stage-unknown': {
    status: 422,
    title: 'Not a stage of this repository',
    sentence: (d) =>
      `${name(d, 'stage', 'The stage')} is not a stage of this repository${list(d, 'allowed', '; its stages are ')}.`,
  },
  'version-and-bump': {
    status: 400,
    title: 'A version or a step, not both',
    sentence: () =>
      'Name the new version, or choose which part of the latest version to increase; not both.',
  },
  'bump-without-version': {
    status: 422,
    title: 'No version to increase',
    sentence: () => 'The model has no version yet to increase. Name its first version.',
  },
  'commit-already-registered': {
    status: 409,
    title: 'This commit is already registered',
    sentence: (d) => `The commit is already registered as ${name(d, 'version', 'this version')}.`,
  },
  'commit-has-other-version': {
    status: 409,
    title: 'This commit has another version',
    sentence: (d) =>
      `The commit is registered as ${name(d, 'version', 'another version')}. One commit holds one version of a model.`,
  },
  'version-taken': {
    status: 409,
    title: 'This version already exists',
    sentence: (d) =>
      `${version(d)} is on another commit${text(d, 'commit') ? ` (${text(d, 'commit')?.slice(0, 7)})` : ''}. A version never moves; choose the next number.`,
  },
  'version-unknown': {
    status: 404,
    title: 'No such version',
    sentence: (d) => `The model has no version ${name(d, 'version', 'of this name')}.`,
  },
  'version-not-registered': {
    status: 422,
    title: 'Not registered',
    sentence: (d) => `${version(d)} is not registered. Register it first.`,
  },
  'version-deregistered': {
    status: 422,
    title: 'This version was deregistered',
    sentence: (d) =>
      `${version(d)} was deregistered. Register it again before you assign it to a stage.`,
  },
  'already-in-stage': {
    status: 409,
    title: 'Already in this stage',
    sentence: (d) => `${version(d)} is already in ${name(d, 'stage', 'this stage')}.`,
  },
  'not-in-stage': {
    status: 409,
    title: 'Not in this stage',
    sentence: (d) => `${version(d)} is not in ${name(d, 'stage', 'this stage')}.`,
  },
  'already-deregistered': {
    status: 409,
    title: 'Already deregistered',
    sentence: (d) => `${version(d)} is already deregistered.`,
  },
  'already-deprecated': {
    status: 409,
    title: 'Already deprecated',
    sentence: (d) => `${name(d, 'artifact', 'The model')} is already deprecated.`,
  },
  'nothing-to-roll-back-to': {
    status: 409,
    title: 'Nothing to roll back to',
    sentence: (d) => `No other registered version was in ${name(d, 'stage', 'this stage')} before.`,
  },
  'tag-name-refused': {
    status: 422,
    title: 'No tag can have this name',
    sentence: (d) =>
      text(d, 'why') === 'tag-in-the-way'
        ? `The tag would be called ${name(d, 'tag', 'something')}. The repository has a tag above or below that name, and Git cannot store both.`
        : `The tag would be called ${name(d, 'tag', 'something')}, which Git or GTO cannot read.`,
  },
  'tags-in-future': {
    status: 409,
    title: 'The newest tag is in the future',
    sentence: (d) =>
      `${name(d, 'tag', 'The newest tag of this model')} is dated ${instant(d, 'in the future')}. A tag written now would be ordered before it and would not count. Wait until then, or replace that tag with one that has the correct date.`,
  },
  'not-signed-in': {
    status: 401,
    title: 'Sign in first',
    sentence: () => 'Only people who are signed in may change the registry.',
  },
  'role-missing': {
    status: 403,
    title: 'Your role does not allow this',
    sentence: (d) =>
      `This requires the role ${name(d, 'needed', 'editor')}; yours is ${name(d, 'role', 'viewer')}. Admins assign roles in signet.yaml under auth.roles.`,
  },
  'token-scope': {
    status: 403,
    title: 'The token does not allow this',
    sentence: (d) => `This requires a token with the scope ${name(d, 'needed', 'promote')}.`,
  },
  'token-repo': {
    status: 403,
    title: 'Not a repository of this token',
    sentence: (d) => `The token is limited to other repositories than ${name(d, 'repo', 'this')}.`,
  },
  'token-stage': {
    status: 403,
    title: 'Not a stage of this token',
    sentence: (d) => `The token is limited to other stages than ${name(d, 'stage', 'this')}.`,
  },
  'bad-request': {
    status: 400,
    title: 'Invalid request',
    sentence: (d) =>
      text(d, 'message') ??
      `The value${text(d, 'field') ? ` of ${text(d, 'field')}` : ''} is not valid.`,
  },
  'text-refused': {
    status: 422,
    title: 'This text cannot be part of a tag',
    sentence: (d) =>
      text(d, 'found')
        ? `The reason contains the character ${text(d, 'found')}, which is invisible or changes the order of the text. Remove it.`
        : 'A reason is one line of at most 500 characters, without control characters and without a signature.',
  },
  'repo-unknown': {
    status: 404,
    title: 'No such repository',
    sentence: (d) => `No repository ${name(d, 'repo', 'of this name')} is connected.`,
  },
  'model-unknown': {
    status: 404,
    title: 'No such model',
    sentence: (d) => `There is no model ${name(d, 'artifact', 'of this name')} in the repository.`,
  },
  'commit-unknown': {
    status: 404,
    title: 'No such commit',
    sentence: (d) => `No branch of the repository has a commit ${name(d, 'commit', 'of this id')}.`,
  },
  'many-repos': {
    status: 422,
    title: 'One repository at a time',
    sentence: (d) =>
      `One push promotes all selected models or none, and a push reaches one repository${list(d, 'repos', '; these models are in ')}. Promote the models of one repository, then those of the next.`,
  },
  'models-too-many': {
    status: 422,
    title: 'Too many models for one push',
    sentence: (d) => {
      const found = text(d, 'found')
      const many = found === null ? 'more are selected' : `the search finds ${found}`
      return `One push promotes at most ${name(d, 'most', '100')} models, and ${many}. Select fewer models or narrow the search.`
    },
  },
  'request-id-reused': {
    status: 409,
    title: 'This request id is already used',
    sentence: () => 'Another command was sent with the same request id. Start again.',
  },
  'policy-denied': {
    status: 403,
    title: 'The rules do not allow this',
    sentence: (d) => denial(d),
  },
  'policy-broken': {
    status: 403,
    title: 'The rules cannot be read',
    sentence: (d) =>
      `.signet.yaml on the default branch is not valid${text(d, 'key') ? ` at ${text(d, 'key')}` : ''}${text(d, 'detail') ? ` (${text(d, 'detail')})` : ''}, so no stage of this repository can be changed until it is fixed.`,
  },
  'request-unknown': {
    status: 404,
    title: 'No such request',
    sentence: () => 'The request does not exist, or its repository is not visible to you.',
  },
  'request-decided': {
    status: 409,
    title: 'Already decided',
    sentence: (d) =>
      `The request was already decided${text(d, 'by') ? ` by ${text(d, 'by')}` : ''}. It cannot be decided again.`,
  },
  'request-expired': {
    status: 410,
    title: 'The request has expired',
    sentence: (d) =>
      `It waited for approval until ${instant(d, 'it expired')}. Request it again if you still need it.`,
  },
  'own-request': {
    status: 403,
    title: 'Another person has to approve',
    sentence: () =>
      'Another person has to approve a request: neither its requester nor a holder of the token that sent it can do so.',
  },
  'approver-no-person': {
    status: 403,
    title: 'A person has to approve',
    sentence: () =>
      'This token names no person, and a signed tag names the approver. Approve on the page of the request, or with a token of your own from Settings.',
  },
  'requester-unnamed': {
    status: 403,
    title: 'Signet does not know the requester',
    sentence: (d) =>
      text(d, 'token')
        ? `Another person has to approve this, and signet.yaml does not say who holds the token ${text(d, 'token')}. Name its holders there (auth.tokens, holders), or send the request with a token of your own from Settings.`
        : 'Another person has to approve this, and no one can know who holds SIGNET_ADMIN_TOKEN. Send the request on the page of the model, or with a token of your own from Settings.',
  },
  'reason-missing': {
    status: 422,
    title: 'Declining needs a reason',
    sentence: () => 'Give the reason in one line, so that the requester knows what to change.',
  },
  'view-unknown': {
    status: 404,
    title: 'No such view',
    sentence: () => 'The view does not exist any more, or it is not shared with you.',
  },
  'view-name-taken': {
    status: 409,
    title: 'This name is taken',
    sentence: (d) =>
      `There is already a view called ${name(d, 'name', 'this')} of the same person. Choose another name, or delete that view first.`,
  },
  'views-too-many': {
    status: 409,
    title: 'Too many views',
    sentence: (d) =>
      `A person may have ${name(d, 'max', '100')} views. Delete one that is not needed any more.`,
  },
  'changed-meanwhile': {
    status: 409,
    title: 'The model has changed in the meantime',
    sentence: (d) => `${foreignEvent(d)} Nothing was written. Review what would happen now.`,
  },
  conflict: {
    status: 409,
    title: 'Another change came first',
    sentence: (d) =>
      `Another tag reached the remote first${text(d, 'tag') ? `: ${text(d, 'tag')}` : ''}. Nothing was written. Review what would happen now.`,
  },
  busy: {
    status: 503,
    title: 'Another change is being written',
    sentence: () =>
      'Signet writes the changes of one repository one at a time, and this change waited too long in the queue. Nothing was written. Try again.',
  },
  'too-many-previews': {
    status: 429,
    title: 'Too many previews at once',
    sentence: () =>
      'Signet computes at most 16 previews at a time for one person, and 64 in all, because each of them reads the remote. Nothing was written. Try again in a moment.',
  },
  'signing-off': {
    status: 503,
    title: 'Signing does not work',
    sentence: (d) =>
      `Nothing can be written while the service account cannot sign. ${text(d, 'why') ? `${text(d, 'why')} ` : ''}Settings shows the key.`,
  },
  'disk-full': {
    status: 503,
    title: 'The disk is full',
    sentence: (d) => `${text(d, 'reason') ?? 'The disk of the Signet server is full.'} ${LATER}`,
  },
  unwritable: {
    status: 503,
    title: 'The data directory cannot be written',
    sentence: (d) =>
      `${text(d, 'reason') ?? 'The data directory of the Signet server cannot be written.'} ${LATER}`,
  },
  'remote-refused': {
    status: 422,
    title: 'The remote refused the tag',
    sentence: (d) =>
      `The remote ${text(d, 'reason') ? `said: ${quote(text(d, 'reason'))}` : 'gave no reason.'} Nothing was written. A rule of the Git host, such as protected tags or a hook, has to allow the service account.`,
  },
  'remote-auth': {
    status: 502,
    title: 'The remote does not let Signet write',
    sentence: (d) =>
      `${text(d, 'reason') ?? 'The remote refused the credentials of this repository.'} They need the right to push tags.`,
  },
  'remote-unreachable': {
    status: 502,
    title: 'The repository cannot be used now',
    sentence: (d) =>
      `${text(d, 'reason') ?? 'The remote did not answer.'} Signet does not decide on old state, so nothing was written.`,
  },
  'repo-unreadable': {
    status: 422,
    title: 'The repository is too large to read',
    sentence: (d) =>
      `${text(d, 'reason') ?? 'Reading it exceeded a limit.'} Nothing was written. Its Problems and the latest commits show what is unusually large.`,
  },
  interrupted: {
    status: 503,
    title: 'Interrupted before anything was written',
    sentence: () =>
      'The server or its database stopped before the tag reached the remote. Send the request again.',
  },
} satisfies Record<RefusalCode, RefusalRow>

/** Shown in a neutral tone: the registry is already in this state, or the person only has to sign in. */
const CALM: readonly RefusalCode[] = [
  'already-in-stage',
  'already-deregistered',
  'already-deprecated',
  'commit-already-registered',
  'nothing-to-roll-back-to',
  'not-signed-in',
]

/** The tone of a refusal. */
export function refusalTone(code: RefusalCode): 'danger' | 'neutral' {
  return CALM.includes(code) ? 'neutral' : 'danger'
}

/** A refusal in a sentence or two: what happened, and what to do. */
export function refusalSentence({ code, details }: Refusal): string {
  return REFUSALS[code].sentence(details)
}

function text(details: RefusalDetails, key: string): string | null {
  const value = Object.hasOwn(details, key) ? details[key] : null
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

/** Quotes the words of a remote at the end of a sentence. */
function quote(words: string | null): string {
  return /[.!?]$/.test(words ?? '') ? `“${words}”` : `“${words}”.`
}

function name(details: RefusalDetails, key: string, fallback: string): string {
  return text(details, key) ?? fallback
}

function instant(details: RefusalDetails, fallback: string): string {
  const at = text(details, 'at')
  return at === null ? fallback : formatInstant(at)
}

/** The version, with its model if the request has several. */
function version(details: RefusalDetails): string {
  const model = text(details, 'artifact')
  const said = name(details, 'version', 'the version')
  if (model !== null) return `${model} ${said}`
  return text(details, 'version') ?? 'The version'
}

/** The values of a list after an introduction; empty without values. */
function list(details: RefusalDetails, key: string, before: string): string {
  const value = Object.hasOwn(details, key) ? details[key] : null
  return Array.isArray(value) && value.length > 0 ? `${before}${value.join(', ')}` : ''
}

/** Which parts of a stage's rules fail, and who may do it. */
function denial(details: RefusalDetails): string {
  const stage = text(details, 'stage') ?? 'the stage'
  const who = list(details, 'who', '')
  const failed = Array.isArray(details.failed) ? details.failed : []
  const others = failed.filter((part) => who === '' || !part.startsWith('who'))
  const sentences = [
    others.length > 0 || who === ''
      ? `The rules of ${stage} are not met: ${others.join('; ')}.`
      : '',
    who === '' ? '' : `Only these may change ${stage}: ${who}. Ask one of them.`,
  ]
  return sentences.filter(Boolean).join(' ')
}

/** The tag that changed the model after the preview. */
function foreignEvent(details: RefusalDetails): string {
  const tag = text(details, 'tag')
  const by = text(details, 'by')
  const at = text(details, 'at')
  if (tag === null) return 'Its tags have changed since the preview.'
  return `${by ?? 'Another person'} wrote ${tag}${at ? ` at ${formatInstant(at)}` : ''}.`
}

import type { ProblemCode } from '@/lib/registry/problem'
import type { ProblemView } from '@/lib/views/repo'

type Place = Pick<ProblemView, 'artifact' | 'file' | 'line' | 'tag' | 'commit'>

export type Remedy = {
  readonly text: string
  /** A line to paste into a terminal in a clone of the repository; null without one. */
  readonly command: string | null
}

/** `FILE`, `PLACE` (file and line), `TAG`, `MODEL` and `COMMIT` stand for those of the problem. */
type Template = string | readonly [text: string, command: string]

const SMALLER = 'Split PLACE into smaller files. Signet’s limits are fixed.'
const CORRECT = 'Correct PLACE, commit and push.'
const FLATTER = 'Nest the values of PLACE less deeply, commit and push.'
const SHORTER = 'Shorten it at PLACE, commit and push.'
const CORRECT_GTO = 'Correct PLACE. The keys that count are stages, types and index.'
const FEWER = 'Remove what you do not need, or split the repository. Signet’s limits are fixed.'

/** What to do about each problem. */
export const REMEDIES = {
  'file-symlink': 'Replace the link FILE by the file that it points at, commit and push.',
  'file-lfs-pointer': [
    'Keep FILE in Git itself: take it out of Git LFS, commit and push.',
    'git lfs untrack FILE && git add --renormalize FILE',
  ],
  'file-too-large': SMALLER,
  'file-not-utf8': 'Save FILE as UTF-8, commit and push.',
  'file-control-characters': 'Remove the control characters from PLACE, commit and push.',
  'file-missing-object': [
    'Check the repository on the server. If objects are missing there, push them again from a complete clone.',
    'git fsck --full',
  ],
  'commit-too-large': 'Shorten the message of the commit COMMIT. Signet’s limits are fixed.',
  'directory-too-large': 'Divide the files of the folder into several folders, commit and push.',
  'yaml-syntax': CORRECT,
  'yaml-too-deep': FLATTER,
  'yaml-too-complex': SMALLER,
  'yaml-duplicate-key': 'Remove one of the two entries in PLACE, commit and push.',
  'yaml-tag': 'Remove the tag that starts with ! from PLACE, and write the plain value.',
  'yaml-too-many-aliases': 'Write values out instead of referring to them with * in PLACE.',
  'yaml-many-documents': 'Leave one document in FILE, without a second line of ---.',
  'yaml-complex-key': 'Use plain text as the key in PLACE, commit and push.',
  'yaml-timeout': SMALLER,
  'yaml-parser-crashed':
    'Write PLACE in simpler YAML, commit and push: the new file is tried again.',
  'json-syntax': ['Correct PLACE, commit and push.', 'python3 -m json.tool FILE'],
  'json-too-deep': FLATTER,
  'toml-syntax': CORRECT,
  'toml-too-deep': FLATTER,
  'python-syntax': ['Correct PLACE, commit and push.', 'python3 -m py_compile FILE'],
  'python-too-deep': FLATTER,
  'branch-missing':
    'Push the branch, or take it out of the branches of this repository in signet.yaml.',
  'tag-nested': 'Nothing has to be done. Next time, name the commit when you create the tag.',
  'tag-inner-name-differs': [
    'Nothing has to be done if the tag is right. Else see who made it.',
    'git cat-file -p refs/tags/TAG',
  ],
  'many-versions-on-commit':
    'Nothing has to be done if both names are meant. Else deregister one of them on the page of MODEL.',
  'ambiguous-stage-tag':
    'If another version is meant, register it on a commit of its own and promote that.',
  'version-on-many-commits':
    'Register the version that is meant under a new name, and use that name.',
  'deregistration-without-registration': [
    'Check the name in TAG: a version is deregistered on the commit where it was registered.',
    'git log -1 refs/tags/TAG',
  ],
  'unassignment-without-assignment': [
    'Check the stage and the commit of TAG. If the name is right, nothing has to be done.',
    'git log -1 refs/tags/TAG',
  ],
  'stage-not-in-gto': 'Add the stage to stages in the file .gto, or promote to one that is there.',
  'tag-moved': [
    'Ask who moved TAG. A registry’s tags should be protected from changes on the server.',
    'git ls-remote origin refs/tags/TAG',
  ],
  'tags-vanished':
    'Push the tags again from a clone that has them, and protect tags from deletion on the server.',
  'tag-backdated': [
    'Ask who made TAG and why it has an older date; the order of events depends on it.',
    'git cat-file -p refs/tags/TAG',
  ],
  'tag-in-future': [
    'Set the clock of the machine that made TAG. The next tag must have a later date to count as newer.',
    'git cat-file -p refs/tags/TAG',
  ],
  'policy-broken': 'Correct PLACE on the default branch, commit and push.',
  'annotation-file-empty': 'Add the models to FILE, or delete it.',
  'annotation-file-foreign':
    'Nothing has to be done if FILE belongs to another program. Else use the keys of GTO: type, path, labels, description, custom.',
  'annotation-file-not-a-mapping':
    'Write FILE as names with their entries below, as in churn: { type: model }.',
  'annotation-bad-directory':
    'Move FILE to a folder whose path has only letters, digits, -, _, . and /.',
  'annotation-bad-name':
    'Rename the artifact in PLACE: letters and digits, with -, _ and / between them.',
  'annotation-entry-empty': 'Say at least the type in PLACE, as in type: model.',
  'annotation-entry-not-a-mapping':
    'Write the entry in PLACE as keys and values, as in type: model.',
  'annotation-bad-field': 'Correct the field in PLACE, commit and push.',
  'path-outside-repository': 'Use a path inside the repository, or a URL, in PLACE.',
  'template-unresolved': [
    'Define the value in the vars of PLACE or in params.yaml; DVC names the same one.',
    'dvc repro --dry',
  ],
  'template-too-large': 'Use shorter values, or fewer of them, in PLACE.',
  'dvc-vars-missing': 'Add the vars file, or take it out of vars in PLACE.',
  'dvc-vars-unsupported':
    'Write the vars as YAML, JSON, TOML or Python, and name that file in PLACE.',
  'dvc-vars-conflict': 'Rename one of the two values, or remove it, in PLACE.',
  'dvc-file-malformed': ['Correct what DVC names in PLACE, commit and push.', 'dvc status'],
  'dvc-too-many-stages': 'Divide PLACE into the dvc.yaml files of several folders.',
  'dvc-graph': ['Correct the outs and deps that DVC names.', 'dvc dag'],
  'too-many-values': 'Write fewer metrics and params to the files of MODEL, or name fewer files.',
  'values-without-names': 'Write the values of FILE as names with values, commit and push.',
  'path-too-long': SHORTER,
  'name-too-long': SHORTER,
  'text-too-long': SHORTER,
  'label-too-long': SHORTER,
  'list-too-long': 'Remove items from PLACE. Signet’s limits are fixed.',
  'too-many-models': FEWER,
  'too-many-problems': 'Solve the problems that are listed; the others then appear.',
  'too-much-work': 'Simplify PLACE: fewer stages, vars or combinations of a matrix.',
  'gto-not-a-mapping': CORRECT_GTO,
  'gto-unknown-key': CORRECT_GTO,
  'gto-bad-value': CORRECT_GTO,
  'gto-bad-name': CORRECT_GTO,
} satisfies Record<ProblemCode, Template>

/** What to do about a problem; null for a code of a newer index. */
export function problemRemedy(problem: Place & { readonly code: string }): Remedy | null {
  const template: Template | null = isKnown(problem.code) ? REMEDIES[problem.code] : null
  if (template === null) return null
  const [text, command] = typeof template === 'string' ? [template, null] : template
  return {
    text: fill(text, wordsOf(problem)),
    command: command === null ? null : fillCommand(command, problem),
  }
}

function isKnown(code: string): code is ProblemCode {
  return Object.hasOwn(REMEDIES, code)
}

type Words = Readonly<Record<string, string>>

function wordsOf({ file, line, tag, artifact, commit }: Place): Words {
  return {
    FILE: file ?? 'the file',
    PLACE: file === null ? 'the file' : line === null ? file : `${file}, line ${line}`,
    TAG: tag ?? 'the tag',
    MODEL: artifact ?? 'the model',
    COMMIT: commit?.slice(0, 7) ?? '',
  }
}

function fill(template: string, words: Words): string {
  return template.replace(/\b[A-Z]{3,6}\b/g, (name) => words[name] ?? name)
}

/** Null without what the command needs, and for a name that a shell or a reader could take for something else. */
function fillCommand(template: string, { file, tag }: Place): string | null {
  const values: Readonly<Record<string, string | null>> = { FILE: file, TAG: tag }
  const wanted = template.match(/\b(?:FILE|TAG)\b/g) ?? []
  const isSafe = wanted.every((name) => /^\w[\w@#%+=:,./!-]*$/.test(values[name] ?? ''))
  if (!isSafe) return null
  return template.replace(/(\S*)\b(FILE|TAG)\b/g, (_, before, name) => `'${before}${values[name]}'`)
}

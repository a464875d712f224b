import type { ProblemCode } from '@/lib/registry/problem'

const SENTENCES = {
  'file-symlink': 'The file is a symbolic link, and links are not followed.',
  'file-lfs-pointer': 'The file is a Git LFS pointer, so its content is not in the repository.',
  'file-too-large': 'The file is too large to be read.',
  'file-not-utf8': 'The file is not UTF-8 text.',
  'file-control-characters': 'The file contains control characters.',
  'file-missing-object': 'The remote did not send the content of this file.',
  'commit-too-large': 'The commit is too large to be read.',
  'directory-too-large': 'A folder on the way to the file is too large to be read.',
  'yaml-syntax': 'The file is not valid YAML.',
  'yaml-too-deep': 'The YAML is nested too deeply.',
  'yaml-too-complex': 'The YAML has too many parts.',
  'yaml-duplicate-key': 'A key appears twice; neither entry is used.',
  'yaml-tag': 'YAML tags such as !!python are not accepted.',
  'yaml-too-many-aliases': 'The YAML has too many aliases.',
  'yaml-many-documents': 'The file holds more than one YAML document.',
  'yaml-complex-key': 'A key is a list or a mapping instead of text.',
  'yaml-timeout': 'Reading the file took too long.',
  'yaml-parser-crashed': 'The file broke the YAML parser; it will not be tried again.',
  'json-syntax': 'The file is not valid JSON.',
  'json-too-deep': 'The JSON is nested too deeply.',
  'toml-syntax': 'The file is not valid TOML.',
  'toml-too-deep': 'The TOML is nested too deeply.',
  'python-syntax': 'The file is not valid Python.',
  'python-too-deep': 'The Python is nested too deeply.',
  'branch-missing': 'A branch named in the configuration is not in the repository.',
  'tag-nested': 'The tag points at another tag; it is read as if it pointed at the commit.',
  'tag-inner-name-differs':
    'The name inside the tag object differs from the tag’s own, which counts.',
  'many-versions-on-commit': 'Two versions are registered on one commit.',
  'ambiguous-stage-tag':
    'A stage tag is on a commit with several versions; it counts for the highest version that was active then.',
  'version-on-many-commits': 'One version is registered on more than one commit.',
  'deregistration-without-registration':
    'A tag deregisters a version that is not registered there.',
  'unassignment-without-assignment':
    'A tag removes this version from a stage that did not hold it.',
  'stage-not-in-gto': 'The stage is not among those that .gto allows.',
  'tag-moved': 'The tag was moved; it pointed at',
  'tags-vanished': 'Tags that Signet has seen are no longer on the remote.',
  'tag-backdated': 'The tag is dated more than a day before its commit.',
  'tag-in-future': 'The tag is dated later than the time when Signet first saw it.',
  'policy-broken':
    'The repository’s own rules cannot be read, so none of its stages may be written.',
  'annotation-file-empty': 'The file is empty.',
  'annotation-file-foreign':
    'Entries of the file have keys that GTO does not know. They belong to another program and are no models, unless a tag names them.',
  'annotation-file-not-a-mapping': 'The file is not a mapping of names to artifacts.',
  'annotation-bad-directory': 'The file’s directory cannot be part of an artifact’s name.',
  'annotation-bad-name': 'The name is not one that an artifact can have.',
  'annotation-entry-empty': 'The entry says nothing about the artifact.',
  'annotation-entry-not-a-mapping': 'The entry is not a mapping.',
  'annotation-bad-field': 'A field has the wrong format and was left out.',
  'path-outside-repository': 'The path leads out of the repository.',
  'template-unresolved': 'A value from vars or params does not exist.',
  'template-too-large': 'Filling in vars or params made a value too large.',
  'dvc-vars-missing': 'A vars file of dvc.yaml does not exist.',
  'dvc-vars-unsupported': 'A vars file of dvc.yaml has a format that Signet does not read.',
  'dvc-vars-conflict': 'Two vars of dvc.yaml give different values for one name.',
  'dvc-file-malformed': 'The file does not have the format that DVC writes.',
  'dvc-too-many-stages': 'dvc.yaml has too many stages to be read.',
  'dvc-graph':
    'DVC rejects the pipeline: outputs overlap, or stages depend on each other in a circle.',
  'too-many-values': 'There are too many metrics or params; the rest was left out.',
  'values-without-names':
    'dvc.yaml names the file as metrics or params, but it is empty or a list, so its values have no names.',
  'path-too-long': 'A path is too long and was left out.',
  'name-too-long': 'A name is too long and was left out.',
  'text-too-long': 'A text is too long, and the rest was cut off.',
  'label-too-long': 'A label is too long and was left out.',
  'list-too-long': 'There are too many items, and the rest was left out.',
  'too-many-models': 'The branch declares too many artifacts, and the rest was left out.',
  'too-many-problems': 'There are too many problems, and the rest was left out.',
  'too-much-work': 'Deriving this requires too many steps, and the rest was left out.',
  'gto-not-a-mapping': '.gto is not a mapping.',
  'gto-unknown-key': '.gto has a key that is not known.',
  'gto-bad-value': 'A value in .gto has the wrong format.',
  'gto-bad-name': 'A name in .gto cannot be used.',
} satisfies Record<ProblemCode, string>

/** The meaning of a problem's code. A code of a newer index is shown as it is. */
export function problemSentence(code: string): string {
  return isProblemCode(code) ? SENTENCES[code] : code
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(SENTENCES, code)
}

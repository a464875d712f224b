export const DVC_YAML = 'dvc.yaml'
/** The file of a folder that says what its stages last ran with. */
export const LOCK = 'dvc.lock'
export const IGNORE = '.dvcignore'

/** Whether a file of this name describes a part of a pipeline, or what is left out of it. */
export function isDvcFile(name: string): boolean {
  return name === DVC_YAML || name === IGNORE || (name.endsWith('.dvc') && name !== '.dvc')
}

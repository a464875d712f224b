import { canRun, findPipProgram, type PipProgram, pipProgramPath } from './find-pip-program'

/** What the rules of `lib/dvc` were read from. */
const DVC = 'dvc==3.67.1'

/**
 * DVC itself, to compare with: the one on PATH, else one that is installed. The installation takes a minute, so that only
 * machines that test everything wait for it.
 */
export async function findDvc(): Promise<PipProgram> {
  for (const program of ['dvc', pipProgramPath('dvc')]) {
    if (await canRun(program, ['--version'])) return { kind: 'found', program }
  }
  const { CI, SIGNET_ENDURE } = process.env
  if (CI || SIGNET_ENDURE) return await findPipProgram('dvc', DVC)
  return { kind: 'missing', why: 'no dvc on PATH; CI=true installs one' }
}

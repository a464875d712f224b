import { findPipProgram, type PipProgram } from './find-pip-program'

/** GTO itself, to compare with. */
export async function findGto(): Promise<PipProgram> {
  return await findPipProgram('gto', 'gto')
}

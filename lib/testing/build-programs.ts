import { buildPrograms } from '../../scripts/steps/build-programs.mjs'
import { startKeeper } from './database-keeper'
import { PROGRAMS_FOLDER } from './program-file'

/** Programs that tests start and kill. Bundled, each starts in a third of the time. */
const PROGRAMS = ['promote', 'sync', 'write'].map((name) => `lib/testing/${name}-program.ts`)

/** Before the tests: the programs that servers and tests start as processes of their own, from the present sources. */
export default async function build(): Promise<void> {
  await buildPrograms()
  await buildPrograms(PROGRAMS_FOLDER, PROGRAMS)
  await startKeeper()
}

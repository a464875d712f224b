import { buildPrograms } from '../../scripts/steps/build-programs.mjs'

/** Before the tests: the programs that servers start as processes of their own, from the present sources. */
export default async function build(): Promise<void> {
  await buildPrograms()
}

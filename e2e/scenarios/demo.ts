import path from 'node:path'
import { buildDemo } from '@/scripts/demo/build-demo.mjs'
import { namedOnCommandLine, type Scenario } from './scenario'

/** The demo that `npm start` serves where nothing is configured. */
export async function demo(dir: string): Promise<Scenario> {
  const dirs: readonly string[] = await buildDemo(path.join(dir, 'demo'))
  return namedOnCommandLine(
    Object.fromEntries(dirs.map((one) => [path.basename(one, '.git'), one])),
  )
}

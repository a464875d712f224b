import path from 'node:path'
import { buildDemo } from '@/scripts/demo/build-demo.mjs'
import { namedOnCommandLine, type Scenario } from './scenario'

/** The demo that `npm start` serves where nothing is configured. */
export async function demo(dir: string): Promise<Scenario> {
  const { repos, allowedSigners } = await buildDemo(path.join(dir, 'demo'))
  const named = namedOnCommandLine(
    Object.fromEntries(repos.map((one) => [path.basename(one, '.git'), one])),
  )
  return { ...named, env: { ...named.env, SIGNET_ALLOWED_SIGNERS: allowedSigners } }
}

import path from 'node:path'
import { buildDemo } from '@/scripts/demo/build-demo.mjs'
import type { Scenario } from './scenario'

/** The demo that `npm start` serves where nothing is configured. */
export async function demo(dir: string): Promise<Scenario> {
  const { repos, env } = await buildDemo(path.join(dir, 'demo'))
  const remotes = Object.fromEntries(repos.map((one) => [path.basename(one, '.git'), one]))
  return { env, remotes }
}

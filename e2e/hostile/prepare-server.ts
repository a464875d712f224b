import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { isAppBuilt } from '@/scripts/steps/build-app.mjs'
import { ADMIN_TOKEN } from '../admin-token'
import type { ServerEnv } from '../start-server'

const TOKEN = 'a-token-of-a-program-that-asks-for-syncs'

/** Who asks for syncs: no admin, who would accept by that what is gone from a remote. */
export const asProgram = { authorization: `Bearer ${TOKEN}` }

/** Lines of signet.yaml that let everybody read, and the program ask. */
export const PROGRAM_AUTH = `auth:
  anonymous: viewer
  tokens: [{ name: program, value: ${TOKEN}, scopes: [register] }]
`

/** What a server needs that reads the repositories at these URLs and paths, when it is asked to. Throws where the build
 *  is not of the present sources. */
export async function prepareServer(
  dir: string,
  urls: Readonly<Record<string, string>>,
): Promise<ServerEnv> {
  requireBuild()
  const repos = Object.entries(urls).map(
    ([slug, url]) => `  - { slug: ${slug}, url: "${url}", poll: 1d }\n`,
  )
  const config = path.join(dir, 'signet.yaml')
  writeFileSync(config, `local_repos: .\n${PROGRAM_AUTH}repos:\n${repos.join('')}`)
  const dataDir = path.join(dir, 'data')
  await copyEmbeddedTo(dataDir)
  return { SIGNET_CONFIG: config, SIGNET_DATA_DIR: dataDir, SIGNET_ADMIN_TOKEN: ADMIN_TOKEN }
}

/** These tests run beside those of single files, which need no build. */
export function requireBuild(): void {
  if (!isAppBuilt()) throw new Error('The build is not of these sources: run npm run build first.')
}

import { existsSync } from 'node:fs'
import path from 'node:path'
import { buildDemo } from '../demo/build-demo.mjs'
import { formatRemote, parseArguments } from './parse-arguments.mjs'
import { root } from './root.mjs'

/**
 * What to serve: the command line's repositories, else what signet.yaml or SIGNET_REPOS says, else the demo.
 * The environment carries it to the server; `title` says it to a person.
 */
export async function chooseRepos(args) {
  const dataDir = path.resolve(root, process.env.SIGNET_DATA_DIR || '.signet')
  const remotes = parseArguments(args, process.env.INIT_CWD || process.cwd())
  const env = { SIGNET_DATA_DIR: dataDir }
  if (remotes.length > 0) {
    return {
      env: { ...env, SIGNET_REPOS: JSON.stringify(remotes) },
      title: remotes.map(formatRemote).join(', '),
    }
  }
  const config = path.resolve(root, process.env.SIGNET_CONFIG || 'signet.yaml')
  if (process.env.SIGNET_CONFIG || existsSync(config)) {
    return {
      env: { ...env, SIGNET_CONFIG: config },
      title: `the repositories of ${path.basename(config)}`,
    }
  }
  if (process.env.SIGNET_REPOS) return { env, title: 'the repositories of SIGNET_REPOS' }
  const { repos, env: ofDemo } = await buildDemo(path.join(dataDir, 'demo'))
  return {
    env: { ...env, ...ofDemo },
    title: `the demo repositories ${repos.map((dir) => path.basename(dir, '.git')).join(', ')}`,
  }
}

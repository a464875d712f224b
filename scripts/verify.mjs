// npm run verify -- REPO [--at INSTANT]: derives a registry from a fresh clone, without server and database, and prints its state hash.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { installPackages } from './steps/install-packages.mjs'
import { parseArguments } from './steps/parse-arguments.mjs'
import { requireTools } from './steps/require-tools.mjs'
import { root } from './steps/root.mjs'
import { runShown } from './steps/run-step.mjs'
import { reportFailure, StartError } from './steps/start-error.mjs'

/** A slug of signet.yaml stays as it is; anything else is a URL or a path. */
function parseRepo(args) {
  if (args.length !== 1 || args[0] === '' || args[0].startsWith('-')) {
    throw new StartError(
      'Usage: npm run verify -- REPO [--at INSTANT]. REPO is a URL, a path or a slug of signet.yaml.',
    )
  }
  const folder = process.env.INIT_CWD || process.cwd()
  const isSlug = /^[\w.-]+$/.test(args[0]) && !existsSync(path.resolve(folder, args[0]))
  return isSlug ? args[0] : parseArguments(args, folder)[0]
}

/** The arguments before `--at`, and the instant after it. */
function splitInstant(args) {
  const place = args.indexOf('--at')
  if (place < 0) return { rest: args, instant: [] }
  const instant = args[place + 1] ?? ''
  return { rest: args.toSpliced(place, 2), instant: [instant] }
}

try {
  requireTools()
  const { rest, instant } = splitInstant(process.argv.slice(2))
  const repo = parseRepo(rest)
  await installPackages()
  const program = path.join(root, 'scripts/verify/verify.ts')
  process.exitCode = await runShown(process.execPath, [
    '--import',
    'tsx',
    program,
    repo,
    ...instant,
  ])
} catch (error) {
  reportFailure(error)
}

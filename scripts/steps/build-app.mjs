import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { buildPrograms, PROGRAMS_FOLDER } from './build-programs.mjs'
import { hashFiles } from './hash-files.mjs'
import { root } from './root.mjs'
import { runStep } from './run-step.mjs'
import { hasStamp, writeStamp } from './stamp.mjs'
import { writeLicenses } from './write-licenses.mjs'

/** What the build is made of, relative to the root. */
export const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma/schema.prisma',
  'prisma/migrations',
  'public',
  'scripts/serve.mjs',
  'scripts/steps/build-app.mjs',
  'scripts/steps/write-licenses.mjs',
  'scripts/steps/build-programs.mjs',
  'instrumentation-node.ts',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

/** The folder that runs by itself: `node serve.mjs` in it, wherever it is copied to. */
export const standalone = path.join(root, '.next/standalone')

const place = path.join(standalone, '.stamp')

/** Whether what is in `standalone` was built from the present sources. */
export function isAppBuilt() {
  return hasStamp(place, hashFiles(root, SOURCES))
}

/** Builds the app into `standalone` where a source changed since it was built. */
export async function buildApp() {
  const stamp = hashFiles(root, SOURCES)
  if (hasStamp(place, stamp)) return
  const next = path.join(root, 'node_modules/next/dist/bin/next')
  await runStep('Building the app', process.execPath, [next, 'build'], {
    env: { NODE_ENV: 'production' },
  })
  completeStandalone()
  await buildPrograms(path.join(standalone, PROGRAMS_FOLDER))
  writeStamp(place, stamp)
}

/** What the build leaves in the folder by itself and the server needs. */
const BUILT = ['.next', 'node_modules', 'package.json', 'server.js']

/** Scales pictures, of which no page has any; the last is of the first alone. */
const UNUSED = ['sharp', '@img', 'detect-libc']

/**
 * Next leaves out what a CDN could serve and what is read by path, and puts in what it cannot rule out: here the folder
 * gets exactly what the server reads.
 */
function completeStandalone() {
  for (const name of readdirSync(standalone)) {
    if (!BUILT.includes(name)) rmSync(path.join(standalone, name), { recursive: true })
  }
  for (const name of UNUSED) {
    rmSync(path.join(standalone, 'node_modules', name), { recursive: true, force: true })
  }
  writeLicenses(root, standalone)
  copy('LICENSE', 'LICENSE')
  copy('public', 'public')
  copy('.next/static', '.next/static')
  copy('scripts/serve.mjs', 'serve.mjs')
  copy('prisma/migrations', 'prisma/migrations')
  // Programs that the server starts as processes of their own.
  copy('lib', 'lib', (source) => statSync(source).isDirectory() || source.endsWith('.mjs'))
}

function copy(from, to, filter = () => true) {
  const source = path.join(root, from)
  if (existsSync(source)) cpSync(source, path.join(standalone, to), { recursive: true, filter })
}

import { cpSync, existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { hashFiles } from './hash-files.mjs'
import { root } from './root.mjs'
import { runStep } from './run-step.mjs'
import { hasStamp, writeStamp } from './stamp.mjs'

const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma/schema.prisma',
  'prisma/migrations',
  'public',
  'scripts/serve.mjs',
  'scripts/steps/build-app.mjs',
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

/** Builds the app into `standalone` where a source changed since it was built. */
export async function buildApp() {
  const stamp = hashFiles(root, SOURCES)
  const place = path.join(standalone, '.stamp')
  if (hasStamp(place, stamp)) return
  const next = path.join(root, 'node_modules/next/dist/bin/next')
  await runStep('Building the app', process.execPath, [next, 'build'], {
    env: { NODE_ENV: 'production' },
  })
  completeStandalone()
  writeStamp(place, stamp)
}

/** Next leaves out what a CDN could serve; here the same server does. */
function completeStandalone() {
  copy('public', 'public')
  copy('.next/static', '.next/static')
  copy('scripts/serve.mjs', 'serve.mjs')
  rmSync(path.join(standalone, '.signet'), { recursive: true, force: true })
}

function copy(from, to) {
  const source = path.join(root, from)
  if (existsSync(source)) cpSync(source, path.join(standalone, to), { recursive: true })
}

// npm test: types, lint, unit, git and flow tests, then the end-to-end tests against the production build.
// The last line is `N passed, N failed`; the exit code says the same.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildApp } from './steps/build-app.mjs'
import {
  countCheck,
  countPlaywright,
  countVitest,
  sumCounts,
  withExitCode,
} from './steps/count-tests.mjs'
import { findBrowser } from './steps/find-browser.mjs'
import { generateClient } from './steps/generate-client.mjs'
import { installPackages } from './steps/install-packages.mjs'
import {
  formatFailure,
  listPlaywrightFailures,
  listVitestFailures,
} from './steps/list-failures.mjs'
import { requireTools } from './steps/require-tools.mjs'
import { root } from './steps/root.mjs'
import { runShown } from './steps/run-step.mjs'
import { reportFailure } from './steps/start-error.mjs'

// Everything temporary of this run, apart from what another person's run has left on this machine. Others may pass
// through: PostgreSQL refuses to run as root, and is started as somebody else there.
const temporary = mkdtempSync(path.join(tmpdir(), 'signet-'))
chmodSync(temporary, 0o711)
const results = []
const failures = []

/** Runs one part; what it throws is its failure and does not hide the parts after it. */
async function part(name, run) {
  console.log(`\n== ${name}`)
  try {
    results.push({ name, counts: await run() })
  } catch (error) {
    reportFailure(error)
    results.push({ name, counts: countCheck(1) })
  }
}

function runModule(file, args, env = {}) {
  return runShown(process.execPath, [path.join(root, 'node_modules', file), ...args], {
    env: { TMPDIR: temporary, ...env },
  })
}

async function runReported(file, args, { report, env, count, listFailures }) {
  const code = await runModule(file, args, env)
  if (!existsSync(report)) return countCheck(1)
  const told = JSON.parse(readFileSync(report, 'utf8'))
  failures.push(...listFailures(told))
  return withExitCode(count(told), code)
}

async function runUnitTests() {
  const report = path.join(temporary, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return runReported('vitest/vitest.mjs', args, {
    report,
    count: countVitest,
    listFailures: listVitestFailures,
  })
}

async function runBrowserTests() {
  const report = path.join(temporary, 'playwright.json')
  const browser = await findBrowser()
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...(browser && { SIGNET_CHROMIUM: browser }) }
  const args = ['test', '--reporter=list,json']
  return runReported('@playwright/test/cli.js', args, {
    report,
    env,
    count: countPlaywright,
    listFailures: listPlaywrightFailures,
  })
}

try {
  requireTools()
  await installPackages()
  await generateClient()
  await part('build', async () => {
    await buildApp()
    return countCheck(0)
  })
  await part('types', async () =>
    countCheck(await runModule('typescript/bin/tsc', ['--noEmit', '-p', '.'])),
  )
  await part('lint', async () =>
    countCheck(await runModule('@biomejs/biome/bin/biome', ['ci', '.'])),
  )
  await part('unused exports', async () => countCheck(await runModule('knip/bin/knip.js', [])))
  await part('unit, git and flow tests', runUnitTests)
  await part('end-to-end tests', runBrowserTests)
} catch (error) {
  reportFailure(error)
  results.push({ name: 'setting up', counts: countCheck(1) })
}
rmSync(temporary, { recursive: true, force: true })

for (const failure of failures) console.log(formatFailure(failure))
console.log('')
for (const { name, counts } of results) {
  const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed${skipped}`)
}
const { passed, failed } = sumCounts(results.map(({ counts }) => counts))
process.exitCode = failed === 0 ? 0 : 1
console.log(`\n${passed} passed, ${failed} failed`)

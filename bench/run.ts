/**
 * `tsx bench/run.ts [PART...] [--runs=N]`: measures and prints one table. Parts: `sync`, `promote` and
 * `verify` (10,000 tags), `many` (1,000 repositories), `gto`, `queries` (50,000 models), `http`, `pages`, `lineage` and
 * `compare` (the built server), and those that only run when named: `large` (100,000 tags), `data`, `find`, `past` and
 * `insights` (500,000 versions).
 */
import { measureColdSync } from './cold-sync-rows'
import { measureCompare } from './compare-rows'
import { measureData } from './data-rows'
import { measureFind } from './find-rows'
import { measureGtoShow } from './gto-show'
import { measureHttp } from './http-rows'
import { measureInsights } from './insight-rows'
import { measureLineage } from './lineage-rows'
import { measureMany } from './many-rows'
import { measurePages } from './page-rows'
import { measurePast } from './past-rows'
import { measurePipelines } from './pipeline-rows'
import { measurePromote } from './promote-rows'
import { measureQueries } from './query-rows'
import { buildSyntheticRepo, LARGE, MEDIUM } from './synthetic-repo'
import { formatMs, formatTable, type Row } from './table'
import { measureVerify } from './verify-rows'
import { measureWarmSync } from './warm-sync-rows'

const PARTS = [
  ...(['sync', 'many', 'promote', 'verify', 'gto', 'queries', 'http', 'pages'] as const),
  ...(['lineage', 'compare', 'data', 'find', 'past', 'insights', 'large'] as const),
]
type Part = (typeof PARTS)[number]

const args = process.argv.slice(2)
const runs = Number(args.find((arg) => arg.startsWith('--runs='))?.slice('--runs='.length) ?? 5)
const named = args.filter((arg) => !arg.startsWith('--'))
const wrong = named.filter((arg) => !PARTS.some((part) => part === arg))
if (wrong.length > 0 || !Number.isInteger(runs) || runs < 1) {
  throw new Error(`usage: bench [${PARTS.join('] [')}] [--runs=N]`)
}
const wants = (part: Part) =>
  named.length > 0
    ? named.includes(part)
    : !['large', 'data', 'find', 'past', 'insights'].includes(part)

const rows: Row[] = []
if (wants('sync') || wants('gto')) rows.push(...(await measureMedium()))
if (wants('many')) {
  say('many repositories')
  rows.push(...(await measureMany()))
}
if (wants('promote')) {
  say('promotions, 10,000 tags')
  rows.push(...(await measurePromote(await buildSyntheticRepo(MEDIUM))))
}
if (wants('verify')) {
  say('signatures, 10,000 tags')
  rows.push(...(await measureVerify(runs)))
}
if (wants('large')) rows.push(...(await measureLarge()))
if (wants('queries')) {
  say('queries')
  rows.push(...(await measureQueries({ repos: 50, modelsPerRepo: 1000, versions: 2 })))
}
if (wants('http')) {
  say('requests of the API')
  rows.push(...(await measureHttp()))
}
if (wants('pages')) {
  say('pages')
  rows.push(...(await measurePages()))
}
if (wants('data')) {
  say('contents, 500,000 versions')
  rows.push(...(await measureData({ repos: 50, modelsPerRepo: 1000, versions: 10 })))
}
if (wants('find')) {
  say('searches, 500,000 versions')
  rows.push(...(await measureFind({ repos: 50, modelsPerRepo: 1000, versions: 10 })))
}
if (wants('past')) {
  say('past instants, 1,000,000 events')
  rows.push(...(await measurePast({ repos: 50, modelsPerRepo: 1000, versions: 10 })))
}
if (wants('insights')) {
  say('insights, 1,000,000 events')
  rows.push(...(await measureInsights({ repos: 50, modelsPerRepo: 1000, versions: 10 })))
}
if (wants('lineage')) {
  say('lineage')
  rows.push(...(await measureLineage()))
  say('pipelines')
  rows.push(...(await measurePipelines()))
}
if (wants('compare')) {
  say('comparisons')
  rows.push(...(await measureCompare()))
}
console.log(formatTable(rows))

async function measureMedium(): Promise<readonly Row[]> {
  const repo = await buildSyntheticRepo(MEDIUM)
  say('cold sync, 10,000 tags')
  const cold = await measureColdSync(repo, runs, { ratio: 5, memoryMb: 750 })
  say('later syncs, 10,000 tags')
  const warm = await measureWarmSync(repo)
  if (!wants('gto')) return [...cold.rows, ...warm.rows]
  say('gto show, 10,000 tags')
  const gto = await measureGtoShow(repo)
  const compared =
    gto.kind === 'skipped'
      ? [plain('gto show', `skipped: ${gto.why}`)]
      : [
          compareGto('cold sync', cold.syncMs, { ...gto, times: 12 }),
          compareGto('page of 50 models', warm.pageMs, { ...gto, times: 10 }),
        ]
  return [...cold.rows, ...warm.rows, ...compared]
}

/** How many times faster than GTO. */
function compareGto(
  what: string,
  ms: number,
  gto: { readonly ms: number; readonly version: string; readonly times: number },
): Row {
  return {
    what: `${what}, faster than gto`,
    measured: formatMs(ms),
    against: `${formatMs(gto.ms)} gto show ${gto.version}`,
    ratio: gto.ms / ms,
    target: { kind: 'ratio-at-least', limit: gto.times },
  }
}

async function measureLarge(): Promise<readonly Row[]> {
  const repo = await buildSyntheticRepo(LARGE)
  say('cold sync, 100,000 tags')
  const cold = await measureColdSync(repo, Math.min(runs, 3), { ratio: 6, memoryMb: 1400 })
  say('later syncs, 100,000 tags')
  const warm = await measureWarmSync(repo)
  return [...cold.rows, ...warm.rows]
}

function plain(what: string, measured: string): Row {
  return { what, measured, against: null, ratio: null, target: null }
}

function say(what: string): void {
  process.stderr.write(`measuring: ${what}\n`)
}

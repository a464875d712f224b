import path from 'node:path'
import type { ColdSync } from './cold-sync'
import { type Floor, measureFloor, writeFloorLists } from './floor'
import { median } from './measure'
import { runColdSync } from './run-cold-sync'
import type { SyntheticRepo } from './synthetic-repo'
import { formatBytes, formatMs, type Row, type Target } from './table'
import { withTempDir } from './temp-dir'

type Sample = {
  readonly floor: Floor
  readonly created: ColdSync
  readonly cold: ColdSync
}

export type ColdRows = { readonly rows: readonly Row[]; readonly syncMs: number }

/** Floor and cold sync in turn, so that a busy moment of the machine meets both. */
export async function measureColdSync(
  repo: SyntheticRepo,
  runs: number,
  targets: { readonly ratio: number; readonly rssMb: number },
): Promise<ColdRows> {
  const samples = await withTempDir(async (dir) => {
    const lists = await writeFloorLists(repo, dir)
    const taken: Sample[] = []
    for (let run = 0; run < runs; run += 1) {
      const floor = await measureFloor(repo, lists, path.join(dir, `mirror-${run}.git`))
      const { created, synced } = await runColdSync(repo.url, path.join(dir, `data-${run}`))
      taken.push({ floor, created, cold: synced })
    }
    return taken
  })
  const name = `${repo.shape.tags.toLocaleString('en')} tags`
  const of = (read: (sample: Sample) => number) => median(samples.map(read))
  const syncMs = of(({ cold }) => cold.syncMs)
  const floorMs = of(({ floor }) => floor.clone + floor.tags + floor.blobs)
  const ratio: Target = { kind: 'ratio-at-most', limit: targets.ratio }
  const rss = of(({ cold }) => cold.syncRss)
  const openRss = formatBytes(of(({ cold }) => cold.openRss))
  const rssMb = Math.round(rss / 2 ** 20)
  const stallMs = of(({ cold }) => cold.stallMs)
  return {
    syncMs,
    rows: [
      {
        what: `cold sync, ${name}`,
        measured: formatMs(syncMs),
        against: `${formatMs(floorMs)} floor: ${formatFloor(of)}`,
        ratio: syncMs / floorMs,
        target: ratio,
      },
      plain('  its phases', formatPhases(samples)),
      {
        ...plain('  others wait at most', formatMs(stallMs)),
        target: { kind: 'at-most', limit: 200, value: Math.round(stallMs), unit: 'ms' },
      },
      {
        ...plain('  memory at most', formatBytes(rss)),
        against: `${openRss} with the open database`,
        target: { kind: 'at-most', limit: targets.rssMb, value: rssMb, unit: 'MB' },
      },
      plain('  creating the empty database', formatMs(of(({ created }) => created.openMs))),
      plain('  opening it again', formatMs(of(({ cold }) => cold.openMs))),
      plain('  memory of creating it', formatBytes(of(({ created }) => created.openRss))),
    ],
  }
}

function formatFloor(of: (read: (sample: Sample) => number) => number): string {
  const parts = (['clone', 'tags', 'blobs'] as const).map(
    (part) => `${part} ${formatMs(of(({ floor }) => floor[part]))}`,
  )
  return parts.join(', ')
}

function formatPhases(samples: readonly Sample[]): string {
  const names = Object.keys(samples[0]?.cold.phases ?? {})
  const parts = names.map((name) => {
    const ms = median(samples.map(({ cold }) => cold.phases[name] ?? 0))
    return `${name} ${formatMs(ms)}`
  })
  return parts.join(', ')
}

function plain(what: string, measured: string): Row {
  return { what, measured, against: null, ratio: null, target: null }
}

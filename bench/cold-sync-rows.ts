import path from 'node:path'
import { type Floor, measureFloor, writeFloorLists } from './floor'
import { median } from './measure'
import { measureServerSync, type ServerSync } from './server-sync'
import { buildSyntheticRepo, SMALL, type SyntheticRepo } from './synthetic-repo'
import { formatBytes, formatMs, type Row, type Target } from './table'
import { withTempDir } from './temp-dir'

type Sample = { readonly floor: Floor; readonly cold: ServerSync }

export type ColdRows = { readonly rows: readonly Row[]; readonly syncMs: number }

/** Most milliseconds of a page at the 95th percentile, during a cold sync too. */
const PAGE_MS = 200

/** Floor and cold sync in turn, so that a busy moment of the machine meets both. */
export async function measureColdSync(
  repo: SyntheticRepo,
  runs: number,
  targets: { readonly ratio: number; readonly memoryMb: number },
): Promise<ColdRows> {
  const small = await buildSyntheticRepo(SMALL)
  const samples = await withTempDir(async (dir) => {
    const lists = await writeFloorLists(repo, dir)
    const taken: Sample[] = []
    for (let run = 0; run < runs; run += 1) {
      const floor = await measureFloor(repo, lists, path.join(dir, `mirror-${run}.git`))
      taken.push({ floor, cold: await measureServerSync(repo, small) })
    }
    return taken
  })
  const name = `${repo.shape.tags.toLocaleString('en')} tags`
  const of = (read: (sample: Sample) => number) => median(samples.map(read))
  const syncMs = of(({ cold }) => cold.syncMs)
  const floorMs = of(({ floor }) => floor.clone + floor.tags + floor.blobs)
  const memory = of(({ cold }) => cold.mostMemory)
  const page = of(({ cold }) => cold.busyPageMs)
  return {
    syncMs,
    rows: [
      {
        what: `cold sync, ${name}`,
        measured: formatMs(syncMs),
        against: `${formatMs(floorMs)} floor: ${formatFloor(of)}`,
        ratio: syncMs / floorMs,
        target: { kind: 'ratio-at-most', limit: targets.ratio },
      },
      {
        what: '  pages for 50 people during one',
        measured: `p95 ${formatMs(page)}`,
        against: `p95 ${formatMs(of(({ cold }) => cold.idlePageMs))} otherwise`,
        ratio: null,
        target: atMost(PAGE_MS, page, 'ms'),
      },
      {
        what: '  memory of all processes at most',
        measured: formatBytes(memory),
        against: `${formatBytes(of(({ cold }) => cold.idleMemory))} before it`,
        ratio: null,
        target: atMost(targets.memoryMb, memory / 2 ** 20, 'MB'),
      },
    ],
  }
}

function atMost(limit: number, value: number, unit: string): Target {
  return { kind: 'at-most', limit, value: Math.round(value), unit }
}

function formatFloor(of: (read: (sample: Sample) => number) => number): string {
  const parts = (['clone', 'tags', 'blobs'] as const).map(
    (part) => `${part} ${formatMs(of(({ floor }) => floor[part]))}`,
  )
  return parts.join(', ')
}

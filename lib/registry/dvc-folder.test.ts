// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the template is DVC's
import { expect, test } from 'vitest'
import type { DataValue, FileLookup } from '@/lib/snapshot/types'
import { type DeriveCache, openDeriveCache } from './derive-cache'
import { openFiles } from './derived'
import { openDvcFolder } from './dvc-folder'

/** One value of `dvc.yaml` wherever it stands, as for one blob, and params that differ by commit. */
function metricsIn(
  dvc: DataValue,
  { directory, commit }: { readonly directory: string; readonly commit: string },
  cache: DeriveCache,
): readonly string[] {
  const look: FileLookup = ({ path }) => {
    const value = path.endsWith('dvc.yaml') ? dvc : { name: commit }
    return { kind: 'data', oid: commit, size: 1, value, lines: {} }
  }
  const { stages } = openDvcFolder(directory, openFiles(commit, look), cache)
  return stages.flatMap((stage) => stage.metrics)
}

test('the same file in two folders has paths of its own in each', () => {
  const dvc = { stages: { train: { metrics: ['m.json'] } } }
  const cache = openDeriveCache()
  const found = ['a', 'b', 'a'].map((directory) =>
    metricsIn(dvc, { directory, commit: 'c1' }, cache),
  )
  expect(found).toEqual([['a/m.json'], ['b/m.json'], ['a/m.json']])
})

test('the same file with templates is resolved anew at each commit', () => {
  const dvc = { stages: { train: { metrics: ['${name}.json'] } } }
  const cache = openDeriveCache()
  const found = ['c1', 'c2'].map((commit) => metricsIn(dvc, { directory: 'a', commit }, cache))
  expect(found).toEqual([['a/c1.json'], ['a/c2.json']])
})

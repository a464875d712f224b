import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildOpenLineage } from '@/lib/lineage/build-open-lineage'
import { listOpenLineageFaults } from '@/lib/testing/open-lineage-schema'
import { openStream } from '@/lib/testing/open-stream'
import type { PipelineView } from '@/lib/views/pipeline'
import { derivePipelineOf } from './testing/read-test-pipeline'

/** Metadata of public repositories. */
const FOLDER = 'lib/testing/conformance/lineage'
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.fi'))

/** The first and the last output of each root, as models. */
function listModels({ roots }: PipelineView) {
  return roots.flatMap(({ stages }) => {
    const outs = stages.flatMap((stage) => stage.outs)
    return [outs.at(0), outs.at(-1)].flatMap((out) =>
      out?.path ? [{ ...out, path: out.path }] : [],
    )
  })
}

test.each(NAMES)('what %s has is answered as events of OpenLineage', async (name) => {
  const { snapshot, commit, close } = await openStream(`${FOLDER}/${name}`)
  const pipeline = await derivePipelineOf(snapshot, commit)
  await close()
  const models = listModels(pipeline)
  // One has no stage with an output.
  expect(models.length > 0).toBe(name !== 'calcification_dl.fi')
  for (const { path, hash, size } of models) {
    const { items, total } = buildOpenLineage(pipeline, {
      ...{ version: 'v1.0.0', commit, path, hash: hash?.value ?? null, size },
      ...{ repoUrl: 'https://git.example.com/a.git', committedAt: '2026-01-02T03:04:05+00:00' },
      fileHref: () => null,
    })
    expect(items.length).toBeGreaterThan(0)
    expect(items.length).toBeLessThanOrEqual(total)
    for (const event of items) expect(listOpenLineageFaults(event)).toEqual([])
    const last = items.at(-1)
    const made = last === undefined || 'dataset' in last ? [last?.dataset] : last.outputs
    expect(made.some((one) => one?.facets.datasetType?.datasetType === 'MODEL')).toBe(true)
    const runs = items.flatMap((event) => ('run' in event ? [event.run.runId] : []))
    expect(new Set(runs).size).toBe(runs.length)
  }
})

import { expect, test } from 'vitest'
import { buildPipelineGraph } from './build-lineage'
import type { ImportSource, LineageOptions } from './open-graph'
import { pipelineOf } from './testing/pipeline-of'

const links = {
  file: (path: string) => (path.startsWith('no-forge') ? null : `/f/${path}`),
  changes: () => null,
  data: () => null,
  source: () => null,
}
const options: LineageOptions = { groups: 'open', outputs: 'facts', links }
test('an import without a version leads to the versions of its content', () => {
  const repo = '{ url: "git@example.com:data.git", rev_lock: abcdef1234 }'
  const files = {
    'in.csv.dvc': `deps: [{ path: a/in.csv, repo: ${repo} }]\nouts: [{ path: in.csv, md5: aa }]`,
  }
  const same = Array.from({ length: 12 }, (_, at) => ({
    ...{ model: 'set', version: `v1.${12 - at}.0`, href: `/set/${at}` },
  }))
  const source = (): ImportSource => ({ repo: 'data', version: null, same, href: '/set/0' })
  const { nodes } = buildPipelineGraph(pipelineOf(files), {
    ...options,
    links: { ...links, source },
  })
  const node = nodes.find(({ id }) => id.startsWith('source'))
  expect([node?.kind, node?.label, node?.detail, node?.href]).toEqual([
    ...['model', 'set v1.12.0', 'data: a/in.csv at abcdef1', '/set/0'],
  ])
  expect(node?.facts.slice(0, 3)).toEqual([
    { label: 'Repository', value: 'data', href: '/repos/data' },
    { label: 'Commit', value: 'abcdef1234', href: null },
    { label: 'Same content', value: 'set v1.12.0', href: '/set/0' },
  ])
  expect(node?.facts).toHaveLength(12)
})

import { expect, test } from 'vitest'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import { buildSearchRow } from './search-row'

test('of a long description, as much is searched as fits beside all else', () => {
  const facts = { a: { labels: ['Große'], description: 'x'.repeat(16_000) } }
  const artifact = buildArtifact('churn', [buildTag('churn@v1.0.0')], { facts })
  const write = { slug: 'ml', proofs: new Map(), staleLineage: new Set<string>() }
  const before = 'churn\nml\ngroße\nana\n'
  expect(buildSearchRow(write, artifact).text).toBe(before + 'x'.repeat(4_000 - before.length))
})

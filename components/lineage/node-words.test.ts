import { describe, expect, it } from 'vitest'
import { lineageNode } from '@/lib/testing/lineage-view'
import { formatName, formatState } from './node-words'

describe('formatName', () => {
  it('the name says kind, label, state and why, then the detail', () => {
    const node = lineageNode('train', {
      state: 'stale',
      why: 'train.py is newer than what ran',
      detail: 'python train.py',
    })
    expect(formatName(node)).toBe(
      'Stage train, stale: train.py is newer than what ran\npython train.py',
    )
  })

  it('a group has its number of members, and of those that are stale', () => {
    const group = { kind: 'group', state: 'stale', count: 1036, staleCount: 2 } as const
    expect(formatName(lineageNode('train', group))).toBe('Group train ×1,036, 2 stale')
  })

  it('a version has no state', () => {
    expect(formatName(lineageNode('v1.2.0', { kind: 'version', state: null }))).toBe(
      'Version v1.2.0',
    )
  })

  it('hidden characters are named', () => {
    expect(formatName(lineageNode('a\u202eb'))).toBe('Stage a[U+202E]b, fresh')
  })
})

describe('formatState', () => {
  it('a stage has the word alone', () => {
    expect(formatState(lineageNode('a', { state: 'never-run' }))).toBe('never run')
    expect(formatState(lineageNode('a', { state: 'stale', staleCount: 1 }))).toBe('stale')
    expect(formatState(lineageNode('a', { state: null }))).toBe(null)
  })
})

import { describe, expect, it } from 'vitest'
import { lineageNode, lineageView } from '@/lib/testing/lineage-view'
import { countStates } from './count-states'

const data = lineageNode('data', { kind: 'data', state: 'stale' })

describe('countStates', () => {
  it('stages are counted, by what needs a run', () => {
    const states = [
      lineageNode('a', { state: 'stale' }),
      lineageNode('b', { state: 'never-run' }),
      lineageNode('c', { state: 'unknown' }),
      data,
    ]
    expect(countStates(lineageView('a>d', states))).toBe(
      '4 stages · 1 stale · 1 never run · 1 unknown',
    )
  })

  it('members of a group count one by one', () => {
    const group = lineageNode('train', { kind: 'group', state: 'stale', count: 36, staleCount: 2 })
    expect(countStates(lineageView('train>b', [group]))).toBe('37 stages · 2 stale')
  })

  it('one fresh stage is one stage', () => {
    expect(countStates(lineageView('', [lineageNode('a'), data]))).toBe('1 stage')
  })

  it('without stages all nodes count', () => {
    expect(countStates(lineageView('', [data]))).toBe('1 item · 1 stale')
    expect(countStates(lineageView(''))).toBe('0 items')
  })

  it('a graph that was cut says so', () => {
    expect(countStates({ ...lineageView('a>b'), total: 4172, totalLinks: 79920 })).toBe(
      'first 2 of 4,172 nodes · first 1 of 79,920 links: 2 stages',
    )
  })
})

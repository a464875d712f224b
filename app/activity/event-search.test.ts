import { expect, test } from 'vitest'
import { parseEventSearch } from './event-search'

const none = { person: '', kind: '', stage: '', repo: '', model: '', signature: '', reason: '' }

test('an address names what is asked for', () => {
  const search = parseEventSearch({
    person: ' ana ',
    kind: 'assignment',
    stage: 'dev',
    repo: '"ml"',
    model: ['churn', 'fraud'],
    signature: 'rejected',
    reason: 'because',
    before: '1:2:ml:churn@v1',
  })
  expect(search.values).toEqual({
    person: 'ana',
    kind: 'assignment',
    stage: 'dev',
    repo: '"ml"',
    model: 'churn',
    signature: 'rejected',
    reason: 'because',
  })
  expect(search.filter).toEqual({
    person: { kind: 'part', text: 'ana' },
    kind: 'assignment',
    stage: 'dev',
    repo: { kind: 'whole', text: 'ml' },
    model: { kind: 'part', text: 'churn' },
    signature: 'rejected',
    reason: { kind: 'part', text: 'because' },
  })
  expect(search.before).toBe('1:2:ml:churn@v1')
})

test('empty and unknown values are no filters', () => {
  for (const params of [{}, { person: ' ', kind: 'promotion', signature: 'good', before: '' }]) {
    const { values, filter, before } = parseEventSearch(params)
    expect(values).toEqual(none)
    expect(Object.values(filter).filter((value) => value !== undefined)).toEqual([])
    expect(before).toBe(undefined)
  }
})

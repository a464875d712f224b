import { expect, test } from 'vitest'
import type { EventView } from '@/lib/views/event'
import { formatDay, formatTime, groupByDay } from './group-by-day'

const at = (time: string) => ({ at: time }) as EventView

test('events of a day in UTC are together, whatever their zones', () => {
  const events = [
    at('2026-05-05T01:30:00+02:00'),
    at('2026-05-04T23:29:00+00:00'),
    at('2026-05-04T22:00:00-01:00'),
    at('2026-05-03T23:59:59Z'),
  ]
  expect(groupByDay(events)).toEqual([
    { day: '2026-05-04', events: events.slice(0, 3) },
    { day: '2026-05-03', events: events.slice(3) },
  ])
  expect(groupByDay([])).toEqual([])
})

test('days and times are written in UTC', () => {
  expect(formatDay('2026-05-04')).toBe('Monday 4 May 2026')
  expect(formatTime('2026-05-05T01:30:59+02:00')).toBe('23:30')
  expect(formatTime('275761-01-01T10:04:00+00:00')).toBe('10:04')
  expect(formatDay('275761-01-01')).toBe('275761-01-01')
})

type At = { readonly at: string }

export type EventDay<Event extends At> = {
  /** `2026-05-04`, in UTC. */
  readonly day: string
  readonly events: readonly Event[]
}

/** Events in their order, those of each day in UTC together. */
export function groupByDay<Event extends At>(events: readonly Event[]): readonly EventDay<Event>[] {
  const days: { readonly day: string; readonly events: Event[] }[] = []
  for (const event of events) {
    const [day] = splitInstant(event.at)
    const last = days.at(-1)
    if (last?.day === day) last.events.push(event)
    else days.push({ day, events: [event] })
  }
  return days
}

/** The hour and minute of an ISO instant in UTC. */
export function formatTime(at: string): string {
  return splitInstant(at)[1].slice(0, 5)
}

const FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** `Monday 4 May 2026`. */
export function formatDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? day : FORMAT.format(date).replace(',', '')
}

/** The day and the time of an instant in UTC; of one that no Date can hold, as it is written. */
function splitInstant(at: string): readonly [day: string, time: string] {
  const date = new Date(at)
  const [day = '', time = ''] = (Number.isNaN(date.getTime()) ? at : date.toISOString()).split('T')
  return [day, time]
}

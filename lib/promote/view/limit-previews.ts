/** Previews that one person or token, and that all of them together, may have under way. */
const LIMITS = { ofOne: 16, ofAll: 64 } as const

export type PreviewLimit = {
  /** Runs `read`, or answers `too-many` at once while as many run as may. `who` is the id of an actor. */
  readonly run: <Value>(who: string, read: () => Promise<Value>) => Promise<Value | 'too-many'>
}

/** Limits how many previews run at the same time: each of them reads a remote and occupies a part of a worker. */
export function openPreviewLimit({ ofOne, ofAll } = LIMITS): PreviewLimit {
  const underWay = new Map<string, number>()
  let all = 0
  return {
    run: async (who, read) => {
      const own = underWay.get(who) ?? 0
      if (own >= ofOne || all >= ofAll) return 'too-many'
      underWay.set(who, own + 1)
      all += 1
      try {
        return await read()
      } finally {
        const left = (underWay.get(who) ?? 1) - 1
        if (left > 0) underWay.set(who, left)
        else underWay.delete(who)
        all -= 1
      }
    },
  }
}

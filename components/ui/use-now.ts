'use client'

import { useEffect, useState } from 'react'

/** The time in milliseconds, updated every half minute. The first rendering uses the server's time, so that both agree. */
export function useNow(initial: number): number {
  const [now, setNow] = useState(initial)

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])

  return Math.max(now, initial)
}

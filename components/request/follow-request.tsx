'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const LOOK_MS = 1000

/** Refreshes the page every second while a command is in progress. */
export function FollowCommand() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), LOOK_MS)
    return () => clearInterval(timer)
  }, [router])
  return null
}

'use client'

import { useEffect } from 'react'

/** Loads the whole page anew. */
export function Reload() {
  useEffect(() => window.location.reload(), [])
  return null
}

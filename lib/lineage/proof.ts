import type { LineageState } from '@/lib/views/lineage'

/** Whether what a stage ran with is what the commit has, and why not. */
export type Proof = { readonly state: LineageState; readonly why: string | null }

export const FRESH: Proof = { state: 'fresh', why: null }

export const stale = (why: string): Proof => ({ state: 'stale', why })
export const unknown = (why: string): Proof => ({ state: 'unknown', why })

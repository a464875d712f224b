import { readFileSync } from 'node:fs'
import path from 'node:path'
import { standalone } from '@/scripts/steps/build-app.mjs'

/** Ids of server actions in this build by their names, with a page that offers each. */
export type Actions = Readonly<Record<string, { readonly id: string; readonly page: string }>>

/** What the build knows of server actions. */
export function readActions(): Actions {
  const file = path.join(standalone, '.next/server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as {
    node: Record<string, { workers: Record<string, unknown>; exportedName: string }>
  }
  return Object.fromEntries(
    Object.entries(node).map(([id, { exportedName, workers }]) => {
      const page = (Object.keys(workers)[0] ?? '').replace(/^app|\/page$|\/\(\w+\)/g, '')
      return [exportedName, { id, page: page || '/' }]
    }),
  )
}

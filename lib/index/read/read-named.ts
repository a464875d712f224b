import type { Database } from '@/lib/database/database'
import { storableText } from '@/lib/database/storable-json'
import { groupBy } from '@/lib/repo-data/group-by'
import { Prisma } from '@/prisma/generated/client'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

export type NamedModel = {
  readonly repo: string
  readonly name: string
  /** From the top of its repository, or a URL; null without one. */
  readonly path: string | null
}

/** Names of one question that are looked for. */
const MAX_NAMES = 200

type Row = NamedModel & { readonly written: string; readonly place: number }

/**
 * What people mean by names that they write in a repository, as far as the viewer may see it: `REPO/NAME`, else a model of the
 * same repository, else the only model of that name. A name that several have, or none, is left out.
 */
export async function readNamed(
  db: Database,
  viewer: Viewer,
  { repo, names }: { readonly repo: string; readonly names: readonly string[] },
): Promise<ReadonlyMap<string, NamedModel>> {
  const asked = [...new Set(names)].slice(0, MAX_NAMES)
  if (asked.length === 0) return new Map()
  const visible = buildVisibleCondition(viewer)
  const { text, values } = Prisma.sql`
    SELECT w.written, f.repo, f.name, f.path, f.place
    FROM unnest(${asked.map(storableText)}::text[]) AS w(written)
    CROSS JOIN LATERAL (
      SELECT repo, name, path, 1 AS place FROM models
      WHERE repo = split_part(w.written, '/', 1)
        AND name = substr(w.written, strpos(w.written, '/') + 1)
        AND strpos(w.written, '/') > 0 AND ${visible}
      UNION ALL
      SELECT repo, name, path, 2 FROM models
      WHERE repo = ${storableText(repo)} AND name = w.written AND ${visible}
      UNION ALL
      (SELECT repo, name, path, 3 FROM models WHERE name = w.written AND ${visible} LIMIT 2)
    ) f`
  const rows = (await db.query(text, values)).rows as Row[]
  const byName = groupBy(rows, ({ written }) => written)
  return new Map(
    asked.flatMap((written) => {
      const model = choose(byName.get(storableText(written)) ?? [])
      return model === null ? [] : [[written, model] as const]
    }),
  )
}

function choose(rows: readonly Row[]): NamedModel | null {
  const anywhere = rows.filter(({ place }) => place === 3)
  const chosen =
    rows.find(({ place }) => place === 1) ??
    rows.find(({ place }) => place === 2) ??
    (anywhere.length === 1 ? anywhere[0] : undefined)
  return chosen === undefined ? null : { repo: chosen.repo, name: chosen.name, path: chosen.path }
}

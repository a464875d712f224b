import { randomUUID } from 'node:crypto'
import type { Database } from '@/lib/database/database'
import { queryPrepared } from '@/lib/database/prepared'
import { storableText } from '@/lib/database/storable-json'
import type { SavedView, SavedViewList } from '@/lib/views/saved-view'
import { Prisma } from '@/prisma/generated/client'

/** The number of views that one person may have. It bounds what others find when they are shared. */
export const MAX_VIEWS = 100
/** The number of views that a list has: one's own, and twice as many of others. */
export const MAX_LISTED = 300

export type NewView = Pick<
  SavedView,
  'name' | 'query' | 'tab' | 'sort' | 'columns' | 'pageSize' | 'shared'
>

type Owner = { readonly id: string; readonly name: string }

/** Whose views somebody may change: their own, and as an admin every shared one. */
export type ViewEditor = { readonly id: string; readonly may: 'own' | 'own-and-shared' }

/** `unknown`: there is none that the editor would find. `not-own`: another person shares it. */
export type ViewChange = 'done' | 'unknown' | 'not-own' | 'name-taken'

/** Saves a view. `name-taken`: the owner has one of this name. `too-many`: they have MAX_VIEWS views. */
export async function saveView(
  db: Database,
  owner: Owner,
  { asked, now }: { readonly asked: NewView; readonly now: Date },
): Promise<SavedView | 'name-taken' | 'too-many'> {
  if ((await db.prisma.savedView.count({ where: { owner: owner.id } })) >= MAX_VIEWS)
    return 'too-many'
  const data = {
    id: randomUUID(),
    owner: owner.id,
    ownerName: storableText(owner.name),
    name: storableText(asked.name),
    query: storableText(asked.query),
    tab: asked.tab === null ? null : storableText(asked.tab),
    sort: asked.sort === null ? null : storableText(asked.sort),
    columns: (asked.columns ?? []).map(storableText),
    pageSize: asked.pageSize,
    shared: asked.shared,
    createdAt: now,
  }
  const { count } = await db.prisma.savedView.createMany({ data, skipDuplicates: true })
  return count === 0 ? 'name-taken' : buildView(data, owner.id)
}

const LIST = {
  name: 'list-views',
  text: `SELECT id, owner, owner_name AS "ownerName", name, query, tab, sort, columns, page_size AS "pageSize", shared,
      created_at AS "createdAt", (count(*) OVER ())::integer AS total
    FROM saved_views WHERE owner = $1 OR shared
    ORDER BY owner = $1 DESC, lower(name), name, id LIMIT $2`,
}

/** The reader's own views by name, then those that others share; at most `limit`. `reader`: an id, or null for nobody. */
export async function listViews(
  db: Database,
  reader: string | null,
  limit: number,
): Promise<SavedViewList> {
  const rows = await queryPrepared<Row & { total: number }>(db, LIST, [reader ?? '', limit])
  return { items: rows.map((row) => buildView(row, reader)), total: rows[0]?.total ?? 0 }
}

/** Gives a view another name, and shares it or no longer does. */
export async function changeView(
  db: Database,
  editor: ViewEditor,
  { id, name, shared }: Pick<SavedView, 'id' | 'name' | 'shared'>,
): Promise<ViewChange> {
  const decided = await decideChange(db, editor, id)
  if (decided !== 'done') return decided
  try {
    const data = { name: storableText(name), shared }
    const { count } = await db.prisma.savedView.updateMany({ where: { id }, data })
    return count === 0 ? 'unknown' : 'done'
  } catch (error) {
    if (isTaken(error)) return 'name-taken'
    throw error
  }
}

/** Deletes a view; for everybody where it was shared. */
export async function deleteView(
  db: Database,
  editor: ViewEditor,
  id: string,
): Promise<Exclude<ViewChange, 'name-taken'>> {
  const decided = await decideChange(db, editor, id)
  if (decided !== 'done') return decided
  const { count } = await db.prisma.savedView.deleteMany({ where: { id } })
  return count === 0 ? 'unknown' : 'done'
}

/** `done`: it may be done. Of the view of another person that is not shared, nobody learns that it exists. */
async function decideChange(
  db: Database,
  editor: ViewEditor,
  id: string,
): Promise<'done' | 'unknown' | 'not-own'> {
  const row = await db.prisma.savedView.findUnique({ where: { id: storableText(id) } })
  if (row === null) return 'unknown'
  if (row.owner === editor.id) return 'done'
  if (!row.shared) return 'unknown'
  return editor.may === 'own-and-shared' ? 'done' : 'not-own'
}

function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

type Row = Omit<SavedView, 'owner' | 'own' | 'columns' | 'createdAt'> & {
  readonly owner: string
  readonly ownerName: string
  readonly columns: readonly string[]
  readonly createdAt: Date
}

function buildView(row: Row, reader: string | null): SavedView {
  const { id, name, query, tab, sort, columns, pageSize, shared } = row
  return {
    ...{ id, name, query, tab, sort, pageSize, shared },
    columns: columns.length === 0 ? null : columns,
    owner: row.ownerName,
    own: row.owner === reader,
    createdAt: row.createdAt.toISOString(),
  }
}

/** PostgreSQL's `disk_full`. */
export const DISK_FULL_STATE = '53100'

/** Whether an error of the database, as `pg` or Prisma throw it, has this SQLSTATE. */
export function hasSqlState(error: unknown, state: string): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, cause, meta } = error as Readonly<Record<string, unknown>>
  if (code === state) return true
  const inner = (meta as { readonly driverAdapterError?: unknown } | undefined)?.driverAdapterError
  return hasSqlState(cause, state) || hasSqlState(inner, state)
}

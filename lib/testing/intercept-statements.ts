import type { Database } from '@/lib/database/database'

/** The same database, but `before` runs before each statement of its client, in transactions too. */
export function interceptStatements(
  database: Database,
  before: (number: number) => Promise<void> | void,
): Database {
  let statements = 0
  const extended = database.prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        statements += 1
        await before(statements)
        return await query(args)
      },
    },
  })
  // The extended client has all of the client's operations; only events are missing.
  return { ...database, prisma: extended as unknown as Database['prisma'] }
}

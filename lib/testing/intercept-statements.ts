import type { Database } from '@/lib/database/database'

/** The same database, but `before` runs before each statement of its client, in transactions too, and of its driver. */
export function interceptStatements(
  database: Database,
  before: (number: number) => Promise<void> | void,
): Database {
  let statements = 0
  const count = async () => {
    statements += 1
    await before(statements)
  }
  const extended = database.prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        await count()
        return await query(args)
      },
    },
  })
  // The extended client has all of the client's operations; only events are missing.
  const prisma = extended as unknown as Database['prisma']
  const query: Database['query'] = async (sql, values) => {
    await count()
    return await database.query(sql, values)
  }
  return { ...database, prisma, query }
}

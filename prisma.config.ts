import { defineConfig } from 'prisma/config'

// Prisma's command line fetches a native schema engine unless this names a file that exists. `prisma generate` never
// runs it, and lib/database/migrate.ts applies migrations as plain SQL: nothing has to be fetched.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
})

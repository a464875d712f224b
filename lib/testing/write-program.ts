import { openDatabase } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import { interceptStatements } from './intercept-statements'
import { buildLargeWrite } from './large-write'

/**
 * One large write in a process of its own, which kills itself before a statement:
 * `tsx write-program.ts DATA_DIR DATABASE_URL SHAPE STATEMENT`. DATABASE_URL may be empty; SHAPE is JSON.
 */
async function main([dataDir = '', databaseUrl, shape = '', statement]: readonly string[]) {
  const database = await openDatabase({ dataDir, databaseUrl: databaseUrl || null })
  const intercepted = interceptStatements(database, (number) => {
    if (number === Number(statement)) process.kill(process.pid, 'SIGKILL')
  })
  const write = buildLargeWrite(JSON.parse(shape))
  await writeIndex(intercepted, { ...write, seen: { ...write.seen, look: 'later' } })
  throw new Error('the write ended before that statement')
}

await main(process.argv.slice(2))

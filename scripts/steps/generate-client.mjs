import path from 'node:path'
import { hashFiles } from './hash-files.mjs'
import { root } from './root.mjs'
import { runStep } from './run-step.mjs'
import { hasStamp, writeStamp } from './stamp.mjs'

const SOURCES = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']

/** Makes the database client in prisma/generated where the schema or Prisma changed. */
export async function generateClient() {
  const stamp = hashFiles(root, SOURCES)
  const place = path.join(root, 'prisma/generated/.stamp')
  if (hasStamp(place, stamp)) return
  const prisma = path.join(root, 'node_modules/prisma/build/index.js')
  await runStep('Generating the database client', process.execPath, [prisma, 'generate'])
  writeStamp(place, stamp)
}

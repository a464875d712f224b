import type { Database } from '@/lib/database/database'
import type { FileForm, FileProblemCode, Oid } from '@/lib/snapshot/types'

export type PoisonedBlob = {
  readonly oid: Oid
  readonly form: FileForm
  readonly code: FileProblemCode
}

/** Blobs that made this version of the parser fail. They are not parsed again. */
export async function listPoisonedBlobs(
  db: Database,
  parserVersion: number,
): Promise<PoisonedBlob[]> {
  const rows = await db.prisma.poisonedBlob.findMany({
    where: { parserVersion },
    orderBy: [{ oid: 'asc' }, { form: 'asc' }],
  })
  return rows.map(({ oid, form, code }) => ({
    oid,
    form: form as FileForm,
    code: code as FileProblemCode,
  }))
}

export async function writePoisonedBlob(
  db: Database,
  parserVersion: number,
  { oid, form, code }: PoisonedBlob,
): Promise<void> {
  await db.prisma.poisonedBlob.upsert({
    where: { oid_form_parserVersion: { oid, form, parserVersion } },
    create: { oid, form, parserVersion, code },
    update: { code },
  })
}

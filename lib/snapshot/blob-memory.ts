import type { Oid } from './types'
import type { PoisonCode } from './yaml/document-queue'
import type { YamlForm } from './yaml/open-yaml-parser'

/**
 * Documents that once killed the YAML parser, remembered by object id, form and PARSER_VERSION, so that
 * they are never tried again. `find` is asked for every document: it must answer from memory.
 */
export type BlobMemory = {
  find(oid: Oid, form: YamlForm): Promise<PoisonCode | undefined>
  poison(oid: Oid, form: YamlForm, code: PoisonCode): Promise<void>
}

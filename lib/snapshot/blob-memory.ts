import type { Oid } from './types'
import type { PoisonCode } from './yaml/document-queue'
import type { YamlForm } from './yaml/open-yaml-parser'

/**
 * The documents that killed the YAML parser, by object id, form and PARSER_VERSION, so that they are never parsed
 * again. `find` is called for every document, so it must answer from memory.
 */
export type BlobMemory = {
  find(oid: Oid, form: YamlForm): Promise<PoisonCode | undefined>
  poison(oid: Oid, form: YamlForm, code: PoisonCode): Promise<void>
}

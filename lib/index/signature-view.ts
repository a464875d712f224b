import type { SignatureView } from './views'

/** No signature is verified yet: a tag either has none or one of a format that is not supported. */
export function formatSignature(format: string | null): SignatureView {
  return {
    status: format === null ? 'unsigned' : 'unsupported',
    format: format as SignatureView['format'],
    signer: null,
    key: null,
  }
}

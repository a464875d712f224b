import { parseBase64Lines } from './base64'

export type Armor =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'broken'; readonly why: 'armor' | 'text-after-signature' }

const BEGIN = '-----BEGIN SSH SIGNATURE-----\n'
const END = '\n-----END SSH SIGNATURE-----\n'

/** The bytes of one SSH signature block that is the whole text, as `ssh-keygen -Y sign` writes it. */
export function parseSshArmor(text: string): Armor {
  const end = text.indexOf(END)
  if (!text.startsWith(BEGIN) || end < BEGIN.length) return { kind: 'broken', why: 'armor' }
  if (end + END.length !== text.length) return { kind: 'broken', why: 'text-after-signature' }
  const bytes = parseBase64Lines(text.slice(BEGIN.length, end))
  return bytes ? { kind: 'bytes', bytes } : { kind: 'broken', why: 'armor' }
}

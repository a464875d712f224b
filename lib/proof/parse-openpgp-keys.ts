import { createHash } from 'node:crypto'
import { parseArmorBody } from './openpgp-armor'
import { type OpenpgpPacket, splitPackets } from './openpgp-packets'

export type OpenpgpProblemCode = 'not-armored' | 'private-key' | 'bad-key' | 'key-version'

export type OpenpgpKeys = {
  /** Those of all blocks, in the order of the text. */
  readonly packets: readonly OpenpgpPacket[]
  /** Of the primary keys: 40 upper-case hex digits. */
  readonly fingerprints: readonly string[]
  readonly problems: readonly { readonly code: OpenpgpProblemCode; readonly line: number }[]
}

const BLOCK = /^-----BEGIN PGP ([A-Z ]+)-----\n([\s\S]*?)\n-----END PGP \1-----$/gm
const PUBLIC_KEY_TAG = 6

/** The public keys of armored text, any number of blocks. A block that cannot be read is left out. */
export function parseOpenpgpKeys(text: string): OpenpgpKeys {
  const blocks = [...text.replaceAll('\r\n', '\n').matchAll(BLOCK)]
  const packets: OpenpgpPacket[] = []
  const fingerprints: string[] = []
  const problems: { code: OpenpgpProblemCode; line: number }[] = []
  if (blocks.length === 0 && text.trim() !== '') problems.push({ code: 'not-armored', line: 1 })
  for (const block of blocks) {
    const parsed = parseBlock(block[1] ?? '', block[2] ?? '')
    if (typeof parsed === 'string') {
      problems.push({ code: parsed, line: block.input.slice(0, block.index).split('\n').length })
      continue
    }
    for (const packet of parsed.packets) packets.push(packet)
    fingerprints.push(...parsed.fingerprints)
  }
  return { packets, fingerprints: [...new Set(fingerprints)], problems }
}

type Block = Pick<OpenpgpKeys, 'packets' | 'fingerprints'>

function parseBlock(kind: string, armored: string): Block | OpenpgpProblemCode {
  if (kind.startsWith('PRIVATE')) return 'private-key'
  const bytes = kind === 'PUBLIC KEY BLOCK' ? parseArmorBody(armored) : null
  const packets = bytes && splitPackets(bytes)
  if (!packets || packets[0]?.tag !== PUBLIC_KEY_TAG) return 'bad-key'
  const primaries = packets.filter((packet) => packet.tag === PUBLIC_KEY_TAG)
  if (primaries.some((packet) => packet.body[0] !== 4)) return 'key-version'
  return { packets, fingerprints: primaries.map((packet) => formatV4(packet.body)) }
}

/** RFC 4880, 12.2. */
function formatV4(body: Buffer): string {
  const head = Buffer.from([0x99, body.length >> 8, body.length & 0xff])
  return createHash('sha1').update(head).update(body).digest('hex').toUpperCase()
}

import type { OpenpgpPacket } from './openpgp-packets'

const PRIMARY_KEY = 6
/** What a key consists of, in the order in which gpg writes it. Its signatures follow each. */
const PARTS = [PRIMARY_KEY, 13, 17, 14]

/** The packets of one part by their content: the part itself first. */
type Part = { readonly tag: number; readonly packets: Map<string, Buffer> }
type Key = Map<string, Part>

/**
 * Builds one key ring of all keys. The copies of a key become one key with the packets of all of them, as `gpg --import`
 * makes it: gpgv reads only the first copy, and another one may have a revocation. The cost is linear.
 */
export function mergeOpenpgpKeys(packets: readonly OpenpgpPacket[]): Buffer {
  const keys = new Map<string, Key>()
  let key: Key = new Map()
  let part: Part | null = null
  for (const packet of packets) {
    const id = `${packet.tag}:${packet.body.toString('latin1')}`
    if (packet.tag === PRIMARY_KEY) key = getOrAdd(keys, id, () => new Map())
    if (PARTS.includes(packet.tag)) {
      part = getOrAdd(key, id, () => ({ tag: packet.tag, packets: new Map() }))
    }
    if (part !== null && !part.packets.has(id)) part.packets.set(id, packet.bytes)
  }
  return Buffer.concat([...keys.values()].flatMap(listPackets))
}

function listPackets(key: Key): readonly Buffer[] {
  const parts = [...key.values()].toSorted((a, b) => PARTS.indexOf(a.tag) - PARTS.indexOf(b.tag))
  return parts.flatMap((part) => [...part.packets.values()])
}

function getOrAdd<Value>(map: Map<string, Value>, id: string, create: () => Value): Value {
  const value = map.get(id) ?? create()
  map.set(id, value)
  return value
}

import * as z from 'zod'

/** What only keys of signet.yaml are made of; the others are in lib/policy/schema-parts.ts. */

export const text = z.string('text').regex(/^[^\r\n\0]+$/, 'text on one line')

/** The same lines with one line end after the last, as programs that read keys want them. */
export function endLine(lines: string): string {
  return `${lines.replace(/[\r\n]+$/, '')}\n`
}

/** `https://host` of this server or of an issuer; http for this machine alone is the caller's to decide. */
export function parseHttpAddress(address: string): URL | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null
  return `${url.search}${url.hash}${url.username}${url.password}` === '' ? url : null
}

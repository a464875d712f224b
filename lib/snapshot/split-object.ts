export type ObjectParts = {
  /** Header lines in order; a value keeps its continuation lines, joined by line feeds. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly message: string
}

/**
 * Headers and message of a commit or tag object, as latin1 text, in which one character is one byte, so that no
 * encoding loses anything. Null when a header line has no value.
 */
export function splitObject(body: Buffer): ObjectParts | null {
  const text = body.toString('latin1')
  const end = text.indexOf('\n\n')
  const head = end === -1 ? text.replace(/\n$/, '') : text.slice(0, end)
  const headers: [string, string][] = []
  for (const line of head.split('\n')) {
    const last = headers.at(-1)
    const space = line.indexOf(' ')
    if (space === 0 && last) last[1] += `\n${line.slice(1)}`
    else if (space > 0) headers.push([line.slice(0, space), line.slice(space + 1)])
    else return null
  }
  return { headers, message: end === -1 ? '' : text.slice(end + 2) }
}

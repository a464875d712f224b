/** Attributes whose value is an address that a browser may open. */
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'poster', 'data'])

/** Elements that no page of Signet has. */
const FORBIDDEN = new Set(['iframe', 'object', 'embed', 'base', 'frame', 'applet', 'math'])

/** Controls that turn text around, as they are: pages name them instead. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/

/** Attributes that are no text on the screen: forms and copies take their values as they are, and addresses are encoded. */
const UNSEEN = new Set(['value', 'name', 'id', 'for', 'href', 'data-copy'])

/** What of a page would do something that the page itself does not: elements, handlers, addresses, and raw bidi controls. */
export function listActive(html: string, nonce: string | null): readonly string[] {
  const shown = html.replaceAll(/(<script\b[^>]*>).*?<\/script>/gs, '$1')
  const found: string[] = []
  let end = 0
  for (const { 0: element, 1: tag = '', 2: attributes = '', index } of shown.matchAll(
    /<([a-z][^\s/>]*)((?:[^>"]|"[^"]*")*)>/gi,
  )) {
    const text = shown.slice(end, index)
    if (BIDI.test(text)) found.push(`bidi before <${tag}>: ${text}`)
    end = index + element.length
    if (FORBIDDEN.has(tag.toLowerCase())) found.push(tag)
    if (tag === 'script' && (nonce === null || !attributes.includes(`nonce="${nonce}"`))) {
      found.push('script')
    }
    found.push(...listActiveAttributes(attributes))
  }
  return found
}

function listActiveAttributes(attributes: string): readonly string[] {
  return [...attributes.matchAll(/([^\s=/"]+)(?:="([^"]*)")?/g)].flatMap(
    ([, written = '', quoted = '']) => {
      const name = written.toLowerCase()
      const value = decode(quoted)
      const isActive =
        name.startsWith('on') ||
        ['http-equiv', 'srcdoc'].includes(name) ||
        (name === 'style' && /url\s*\(|expression/i.test(value)) ||
        (ADDRESSES.has(name) && isActiveAddress(value)) ||
        (BIDI.test(value) && !UNSEEN.has(name))
      return isActive ? [`${name} ${value}`.trim()] : []
    },
  )
}

/** As browsers read an address: without controls and spaces before and in the scheme. */
function isActiveAddress(value: string): boolean {
  const read = value.replaceAll(/[\p{Cc} ]/gu, '')
  return /^(?:javascript|data|vbscript|blob|file):/i.test(read) || /^\/\/|^\\/.test(read)
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>' }

function decode(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    return ENTITIES[name] ?? all
  })
}

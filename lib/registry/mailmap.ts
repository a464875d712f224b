import { copyText, fits, LIMITS } from '@/lib/repo-data/limits'

/** Where Git looks for it. */
export const MAILMAP_FILE = '.mailmap'

/** One line of `.mailmap`: who a person is, and how commits and tags name that person. */
export type MailmapEntry = {
  readonly name: string | null
  readonly email: string | null
  /** Null: whatever name the address has. */
  readonly writtenName: string | null
  readonly writtenEmail: string
}

export type Mailmap = {
  readonly entries: readonly MailmapEntry[]
  /** Whether the file has more entries than are read. */
  readonly isCut: boolean
}

type Person = { readonly name: string | null; readonly email: string; readonly rest: string }

/** Reads the file as Git does (gitmailmap(5)). Lines with control characters or longer names than people have are ignored. */
export function parseMailmap(text: string): Mailmap {
  const entries: MailmapEntry[] = []
  let from = 0
  while (from < text.length) {
    if (entries.length === LIMITS.mailmapEntries) return { entries, isCut: true }
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? text.length : end)
    const entry = parseLine(line.replace(/\r$/, ''))
    if (entry !== null) entries.push(entry)
    from = end < 0 ? text.length : end + 1
  }
  return { entries, isCut: false }
}

/** The longest line with two names and two addresses. */
const MAX_LINE = 4 * (LIMITS.nameBytes + 16)

function parseLine(line: string): MailmapEntry | null {
  if (line.length > MAX_LINE || line.startsWith('#') || /[^\P{Cc}\t]/u.test(line)) return null
  const first = parsePerson(line)
  if (first === null || first.email === '') return null
  const second = parsePerson(first.rest)
  const entry =
    second === null
      ? { name: first.name, email: null, writtenName: null, writtenEmail: first.email }
      : {
          name: first.name,
          email: first.email,
          writtenName: second.name,
          writtenEmail: second.email,
        }
  return isShort(entry) ? entry : null
}

/** `Name <address>` at the start of a text; the name may be missing. */
function parsePerson(text: string): Person | null {
  const left = text.indexOf('<')
  const right = left < 0 ? -1 : text.indexOf('>', left + 1)
  if (right < 0) return null
  const name = text.slice(0, left).trim()
  return {
    name: name === '' ? null : copyText(name),
    email: copyText(text.slice(left + 1, right)),
    rest: text.slice(right + 1),
  }
}

function isShort({ name, email, writtenName, writtenEmail }: MailmapEntry): boolean {
  return [name, email, writtenName, writtenEmail].every(
    (part) => part === null || fits(part, LIMITS.nameBytes),
  )
}

export type Named = { readonly name: string; readonly email: string }

/** Who a commit or tag names, as the file says: by address and name, else by address. Case is ignored. */
export type ReadMailmap = (written: Named) => Named

/** Looks people up as Git does. What a later line says of the same address and name counts. */
export function openMailmap(entries: readonly MailmapEntry[]): ReadMailmap {
  const known = new Map<string, Pick<MailmapEntry, 'name' | 'email'>>()
  for (const { name, email, writtenName, writtenEmail } of entries) {
    const key = formatKey(writtenEmail, writtenName)
    const before = known.get(key)
    known.set(key, { name: name ?? before?.name ?? null, email: email ?? before?.email ?? null })
  }
  return ({ name, email }) => {
    const found = known.get(formatKey(email, name)) ?? known.get(formatKey(email, null))
    return { name: found?.name ?? name, email: found?.email ?? email }
  }
}

function formatKey(email: string, name: string | null): string {
  return (name === null ? email : `${email}\n${name}`).toLowerCase()
}

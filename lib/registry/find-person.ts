import { type MailmapEntry, type Named, openMailmap, type ReadMailmap } from './mailmap'

/** A person as `signet.yaml` describes one. */
type ConfiguredPerson = {
  readonly name: string
  readonly emails: readonly string[]
  readonly names: readonly string[]
}

export type PeopleInput = {
  /** The strongest. */
  readonly configured: readonly ConfiguredPerson[]
  /** Of the default branch. */
  readonly mailmap: readonly MailmapEntry[]
  /** Of all events of the repository, in any order. */
  readonly taggers: readonly Named[]
}

/** One person: `p` and a place in the configuration, `a` and an address, or `n` and a name that no address is known of. */
export type PersonKey = string

export type PersonFinder = {
  /** Who is meant. At least one of both is there. */
  readonly identify: (name: string | null, email: string | null) => PersonKey
  readonly readMailmap: ReadMailmap
}

/**
 * An address is one person's: it joins all names that it is used with. A name joins addresses only where the
 * configuration says whose it is. Elsewhere it stands for the one person that `.mailmap` knows by it, else for the one
 * person whose tags have it; where these are several, for nobody. So two people called Ana stay two.
 */
export function openPersonFinder({ configured, mailmap, taggers }: PeopleInput): PersonFinder {
  const readMailmap = openMailmap(mailmap)
  const byEmail = indexConfigured(configured, ({ emails }) => emails)
  const byName = indexConfigured(configured, ({ name, names }) => new Set([name, ...names]))
  const findNamed = (written: Named, mapped: Named) =>
    byName.get(foldName(written.name)) ?? byName.get(foldName(mapped.name))
  const identifyDirectly = (written: Named): PersonKey => {
    const mapped = readMailmap(written)
    const known = byEmail.get(foldName(written.email)) ?? byEmail.get(foldName(mapped.email))
    return known ?? findNamed(written, mapped) ?? formatAddressKey(mapped)
  }
  const inMailmap = mailmap.map(toWritten)
  const owned = keepSingle(
    [...inMailmap, ...taggers].flatMap((written) => {
      const mapped = readMailmap(written)
      const named = findNamed(written, mapped)
      return named === undefined ? [] : [[formatAddressKey(mapped), named] as const]
    }),
  )
  const identifyNamed = (written: Named): PersonKey => {
    const key = identifyDirectly(written)
    return owned.get(key) ?? key
  }
  const byMailmap = indexNames(inMailmap, { readMailmap, identifyNamed })
  const byTags = indexNames(taggers, { readMailmap, identifyNamed })
  const identify = (name: string | null, email: string | null): PersonKey => {
    if (email !== null) return identifyNamed({ name: name ?? '', email })
    const text = foldName(name ?? '')
    return byName.get(text) ?? byMailmap.get(text) ?? byTags.get(text) ?? `n${text}`
  }
  return { identify, readMailmap }
}

/** Names and addresses differ in case only where they are the same. */
export function foldName(text: string): string {
  return text.toLowerCase()
}

/** How commits and tags name the person of an entry. */
export function toWritten({ writtenName, writtenEmail }: MailmapEntry): Named {
  return { name: writtenName ?? '', email: writtenEmail }
}

function formatAddressKey({ email }: Named): string {
  return `a${foldName(email)}`
}

function indexConfigured(
  people: readonly ConfiguredPerson[],
  list: (person: ConfiguredPerson) => Iterable<string>,
): ReadonlyMap<string, PersonKey> {
  return keepSingle(
    people.flatMap((person, place) =>
      [...list(person)].map((text) => [foldName(text), `p${place}`] as const),
    ),
  )
}

/** Whose each name is, as it is written and as `.mailmap` has it. */
function indexNames(
  all: readonly Named[],
  { readMailmap, identifyNamed }: Pick<PersonFinder, 'readMailmap'> & NamedFinder,
): ReadonlyMap<string, PersonKey> {
  return keepSingle(
    all
      .flatMap((written) => [written, readMailmap(written)])
      .filter(({ name }) => name !== '')
      .map((one) => [foldName(one.name), identifyNamed(one)] as const),
  )
}

type NamedFinder = { readonly identifyNamed: (written: Named) => PersonKey }

/** The texts that stand for one person only. */
function keepSingle(
  pairs: readonly (readonly [text: string, key: PersonKey])[],
): ReadonlyMap<string, PersonKey> {
  const keys = new Map<string, PersonKey | null>()
  for (const [text, key] of pairs) {
    const before = keys.get(text)
    keys.set(text, before === undefined || before === key ? key : null)
  }
  return new Map([...keys].flatMap(([text, key]) => (key === null ? [] : [[text, key] as const])))
}

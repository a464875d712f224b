import { LIMITS } from '@/lib/repo-data/limits'
import {
  foldName,
  openPersonFinder,
  type PeopleInput,
  type PersonFinder,
  type PersonKey,
  toWritten,
} from './find-person'
import type { Named } from './mailmap'
import { type Owner, parseOwner } from './owners'

/** The owners with each person once, where the first text for the person stands. */
export type JoinOwners = (owners: readonly Owner[]) => readonly Owner[]

/** In lower case, and as they are written; the one to show comes first. */
type Person = { readonly names: Map<string, string>; readonly emails: Map<string, string> }

/** Opens what is known of the people of a repository; `openPersonFinder` says who is the same person. */
export function openPeople(input: PeopleInput): JoinOwners {
  const finder = openPersonFinder(input)
  const people = collectPeople(input, finder)
  const shared = listShared(people)
  return (owners) => {
    const joined = new Map<PersonKey, Owner[]>()
    for (const owner of owners) {
      const { name, email } = parseWritten(owner)
      const key = finder.identify(name, email)
      const known = joined.get(key)
      if (known === undefined) joined.set(key, [owner])
      else known.push(owner)
    }
    return [...joined].map(([key, written]) => buildOwner(written, people.get(key), shared))
  }
}

function parseWritten({ name, email, source }: Owner) {
  if (source !== 'tagger') return parseOwner(name)
  return { name: name === email ? null : name, email }
}

function collectPeople(
  { configured, mailmap, taggers }: PeopleInput,
  { identify, readMailmap }: PersonFinder,
): ReadonlyMap<PersonKey, Person> {
  const people = new Map<PersonKey, Person>()
  const add = (key: PersonKey, { name, email }: Named) => {
    const person = people.get(key) ?? { names: new Map(), emails: new Map() }
    people.set(key, person)
    keepFirst(person.names, name)
    keepFirst(person.emails, email)
  }
  for (const [place, { name, names, emails }] of configured.entries()) {
    for (const one of [name, ...names]) add(`p${place}`, { name: one, email: '' })
    for (const email of emails) add(`p${place}`, { name: '', email })
  }
  const used = [...mailmap.map(toWritten), ...taggers.toSorted(compareNamed)]
  for (const written of used) {
    if (written.email === '') continue
    // Where the configuration contradicts .mailmap, these are two people.
    for (const one of [readMailmap(written), written]) add(identify(one.name, one.email), one)
  }
  return people
}

function keepFirst(texts: Map<string, string>, text: string): void {
  const key = foldName(text)
  if (text !== '' && !texts.has(key)) texts.set(key, text)
}

/** The longest name says the most. */
function compareNamed(a: Named, b: Named): number {
  if (a.name.length !== b.name.length) return b.name.length - a.name.length
  const [first, second] = [`${a.name}\n${a.email}`, `${b.name}\n${b.email}`]
  return first === second ? 0 : first < second ? -1 : 1
}

/** The shown names that several people have. */
function listShared(people: ReadonlyMap<PersonKey, Person>): ReadonlySet<string> {
  const seen = new Set<string>()
  const shared = new Set<string>()
  for (const { names } of people.values()) {
    const [name] = names.keys()
    if (name === undefined) continue
    if (seen.has(name)) shared.add(name)
    seen.add(name)
  }
  return shared
}

function buildOwner(
  written: readonly Owner[],
  person: Person | undefined,
  shared: ReadonlySet<string>,
): Owner {
  const parsed = written.map(parseWritten)
  const own = [
    ...written.filter(({ source }) => source !== 'tagger').map(({ name }) => name),
    ...parsed.flatMap(({ name, email }) => [name, email]),
  ].filter((text) => text !== null)
  const names = [...(person?.names.values() ?? []), ...parsed.flatMap(({ name }) => name ?? [])]
  const emails = [...(person?.emails.values() ?? []), ...parsed.flatMap(({ email }) => email ?? [])]
  const [email = null] = emails
  const [called = email ?? ''] = names
  const isShared = shared.has(foldName(called)) && email !== null
  const name = isShared ? `${called} <${email}>` : called
  const aliases = new Map<string, string>()
  for (const text of [...own, ...emails, ...names]) keepFirst(aliases, text)
  aliases.delete(foldName(name))
  return {
    name,
    source: written[0]?.source ?? 'tagger',
    email,
    aliases: [...aliases.values()].slice(0, LIMITS.ownerAliases),
  }
}

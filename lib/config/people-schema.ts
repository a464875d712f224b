import * as z from 'zod'
import { keys } from '@/lib/policy/schema-parts'

const NAME = 'the name of a person, as in Ana Souza'
const NAMES = 'a list of names, as in [ana, "@ana"]'
const EMAIL = 'an e-mail address, as in ana@example.com'
const EMAILS = 'a list of e-mail addresses, as in [ana@example.com, ana@home.example]'

const name = z.string(NAME).regex(/^[^\p{Cc}]{1,200}$/u, NAME)
const email = z.string(EMAIL).regex(/^[^@\s<>\p{Cc}]{1,200}@[^@\s<>\p{Cc}]{1,200}$/u, EMAIL)

/** Which names and addresses are one person's (lib/registry/find-person.ts says what follows). */
export const peopleSchema = z.array(
  keys({
    name,
    emails: z.array(email, EMAILS).default([]),
    names: z.array(name, NAMES).default([]),
  }),
  'a list of people, as in [{ name: Ana Souza, emails: [ana@example.com] }]',
)

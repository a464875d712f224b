import type { Profile } from 'next-auth'
import * as z from 'zod'

const TIMEOUT_MS = 10_000
const PER_PAGE = 100
const MAX_PAGES = 10

const user = z.object({ id: z.number().int(), login: z.string(), name: z.string().nullish() })
const email = z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() })
const organisation = z.object({ login: z.string() })
const team = z.object({ slug: z.string(), organization: organisation })

/**
 * The owner of the token, as claims of OpenID Connect. The groups are the organisations and teams (`org`, `org/team`)
 * that the person lets this app see. `api` is the address of GitHub's API. Throws when it does not answer.
 */
export async function readGithubClaims(api: string, token: string): Promise<Profile> {
  const get = (path: string) => readJson(`${api}${path}`, token)
  const { id, login, name } = user.parse(await get('/user'))
  const emails = await listAll(get, '/user/emails', email)
  const organisations = await listAll(get, '/user/orgs', organisation)
  const teams = await listAll(get, '/user/teams', team)
  const primary = emails.find((one) => one.primary)
  const claims = {
    sub: String(id),
    name: name ?? login,
    email: primary?.email,
    email_verified: primary?.verified ?? false,
    groups: [
      ...organisations.map((one) => one.login),
      ...teams.map((one) => `${one.organization.login}/${one.slug}`),
    ],
  }
  return claims
}

async function listAll<Item>(
  get: (path: string) => Promise<unknown>,
  path: string,
  item: z.ZodType<Item>,
): Promise<readonly Item[]> {
  const found: Item[] = []
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const items = z.array(item).parse(await get(`${path}?per_page=${PER_PAGE}&page=${page}`))
    found.push(...items)
    if (items.length < PER_PAGE) break
  }
  return found
}

async function readJson(url: string, token: string): Promise<unknown> {
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'error',
  })
  if (!response.ok) throw new Error(`${new URL(url).pathname} answers ${response.status}`)
  return response.json()
}

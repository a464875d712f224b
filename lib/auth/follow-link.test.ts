import { afterEach, expect, test, vi } from 'vitest'
import type { Config } from '@/lib/config/config'
import { buildConfig } from '@/lib/testing/config'
import { withDatabase } from '@/lib/testing/database'
import { followLink, printLink } from './follow-link'
import { readSession } from './read-session'
import { createSignInLink, lastLink } from './sign-in-link'

afterEach(() => lastLink.set(null))

const local = buildConfig({ dataDir: '/nowhere' })
const START = new Date('2026-03-01T12:00:00Z')
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000)

async function withContext(
  use: (context: (config?: Config) => Parameters<typeof followLink>[1]) => Promise<void>,
) {
  await withDatabase('embedded', (database) =>
    use((config = local) => ({ config, database, now: START })),
  )
}

test('the link of the terminal signs the owner in as admin, once', async () => {
  await withContext(async (context) => {
    const link =
      createSignInLink(local, START, { PORT: '4000' } as unknown as NodeJS.ProcessEnv) ?? ''
    expect(link).toMatch(/^http:\/\/localhost:4000\/sign-in\/link\?key=[\w-]{43}$/)
    const answer = await followLink(new Request(link), context())
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/')
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^signet-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const signedIn = await readSession(new Headers({ cookie }), context())
    expect(signedIn?.actor).toMatchObject({ id: 'local#owner', name: 'Local owner', role: 'admin' })

    const again = await followLink(new Request(link), context())
    expect(again.headers.get('location')).toBe('/sign-in?trouble=link')
    expect(again.headers.get('set-cookie')).toBe(null)
    const mine = new Request(link, { headers: { cookie } })
    expect((await followLink(mine, context())).headers.get('location')).toBe('/')
  })
})

test('the owner’s session is not valid with a configuration', async () => {
  await withContext(async (context) => {
    const link = createSignInLink(local, START) ?? ''
    const cookie = (await followLink(new Request(link), context())).headers.get('set-cookie') ?? ''
    const configured: Config = {
      ...local,
      mode: 'configured',
      auth: { ...local.auth, roles: { admin: ['*', 'local#owner'], editor: [], viewer: [] } },
    }
    expect((await readSession(new Headers({ cookie }), context(configured)))?.actor).toBe(null)
  })
})

test.each(['', 'x', '%00'])('the key %j does not sign in', async (key) => {
  await withContext(async (context) => {
    createSignInLink(local, START)
    const request = new Request(`http://localhost:3000/sign-in/link?key=${key}`)
    const answer = await followLink(request, context())
    expect(answer.headers.get('location')).toBe('/sign-in?trouble=link')
  })
})

test('no key is valid after the link was used', async () => {
  await withContext(async (context) => {
    const link = createSignInLink(local, START) ?? ''
    await followLink(new Request(link), context())
    const request = new Request('http://localhost:3000/sign-in/link')
    expect((await followLink(request, context())).headers.get('set-cookie')).toBe(null)
  })
})

test('a prefetch of a browser does not use the link', async () => {
  await withContext(async (context) => {
    const link = createSignInLink(local, START) ?? ''
    const ahead = new Request(link, { headers: { 'sec-purpose': 'prefetch;prerender' } })
    expect((await followLink(ahead, context())).status).toBe(503)
    expect((await followLink(new Request(link), context())).headers.get('location')).toBe('/')
  })
})

test('a new link replaces the previous one after ten seconds', async () => {
  await withContext(async (context) => {
    const first = createSignInLink(local, START) ?? ''
    expect(createSignInLink(local, later(9))).toBe(null)
    const second = createSignInLink(local, later(10)) ?? ''
    expect((await followLink(new Request(first), context())).headers.get('set-cookie')).toBe(null)
    expect((await followLink(new Request(second), context())).headers.get('location')).toBe('/')
  })
})

test('a link that was made before the clock was set back does not keep a newer one waiting', () => {
  createSignInLink(local, later(86_400))
  expect(createSignInLink(local, later(60))).not.toBe(null)
})

test('there is no link with a configuration', () => {
  expect(createSignInLink({ mode: 'configured', url: null }, START)).toBe(null)
})

test('a person at this machine gets a link printed; other people and other sites do not', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const ask = (headers: Record<string, string>) => {
    const request = new Request('http://localhost:3000/api/auth/link', { method: 'POST', headers })
    const context = { config: local, database: null as never, now: START }
    return printLink(request, context).headers.get('location')
  }
  expect(ask({ host: 'localhost:3000' })).toBe('/sign-in?trouble=origin')
  expect(ask({ host: 'localhost:3000', origin: 'http://evil.test' })).toBe(
    '/sign-in?trouble=origin',
  )
  expect(ask({ host: 'evil.test', origin: 'http://evil.test' })).toBe('/sign-in')
  expect(log).not.toHaveBeenCalled()
  expect(ask({ host: 'localhost:3000', origin: 'http://localhost:3000' })).toBe(
    '/sign-in?printed=yes',
  )
  expect(log).toHaveBeenCalledWith(expect.stringContaining('/sign-in/link?key='))
  log.mockRestore()
})

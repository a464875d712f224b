import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AuthProvider, Config } from '@/lib/config/config'
import { type Browser, openBrowser } from '@/lib/testing/browser'
import { buildConfig } from '@/lib/testing/config'
import { openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { type OidcIssuer, openOidcIssuer } from '@/lib/testing/oidc-issuer'
import { parseIssuerTarget, signInAtIssuer } from '@/lib/testing/sign-in-at-issuer'
import { endSession } from './end-session'
import { finishSignIn } from './finish-sign-in'
import { readSession } from './read-session'
import { startSignIn } from './start-sign-in'

const URL_OF_SIGNET = 'http://signet.test'
const CALLBACK = `${URL_OF_SIGNET}/api/auth/callback/issuer`

let issuer: OidcIssuer
let opened: TestDatabase
let config: Config

beforeAll(async () => {
  opened = await openTestDatabase('embedded')
  issuer = await openOidcIssuer({
    redirectUris: [CALLBACK],
    accounts: {
      ana: { name: 'Ana', email: 'ana@example.com', email_verified: true, groups: ['ml', 'risk'] },
      eve: {
        name: 'Eve\n<ceo@example.com>',
        email: 'ceo@example.com',
        email_verified: false,
        groups: [],
      },
    },
  })
  config = configure({})
})

afterAll(async () => {
  await issuer.close()
  await opened.remove()
})

function configure(change: Partial<Extract<AuthProvider, { type: 'oidc' }>>): Config {
  const { clientId, clientSecret } = issuer
  const provider: AuthProvider = {
    type: 'oidc',
    name: 'Issuer',
    issuer: issuer.issuer,
    clientId,
    clientSecret,
    groupsClaim: 'groups',
    ...change,
  }
  const roles = { admin: [], editor: ['group:ml'], viewer: [] }
  const auth = {
    providers: [provider],
    anonymous: 'none' as const,
    roles,
    tokens: [],
    adminToken: null,
  }
  return buildConfig({ dataDir: '/nowhere', url: URL_OF_SIGNET, mode: 'configured', auth })
}

function context(config_ = config) {
  return { config: config_, database: opened.database, now: new Date() }
}

/** Presses the button of the sign-in page; gives where the answer leads. */
async function begin(browser: Browser, { to = '', given = config, origin = URL_OF_SIGNET } = {}) {
  const url = `${URL_OF_SIGNET}/api/auth/sign-in/issuer`
  const body = new URLSearchParams({ to }).toString()
  const request = browser.request(url, { method: 'POST', body, headers: { origin } })
  const answer = browser.keep(url, await startSignIn(request, context(given), 'issuer'))
  return { answer, target: parseIssuerTarget(await answer.text()) }
}

/** Signs in at the issuer; gives the address that it sends the browser back to. */
function signInThere(browser: Browser, target: string, form: Record<string, string>) {
  return signInAtIssuer(browser, target, { signet: URL_OF_SIGNET, form })
}

async function comeBack(browser: Browser, url: string, given = config) {
  const answer = await finishSignIn(browser.request(url), context(given), 'issuer')
  return browser.keep(url, answer)
}

async function signIn(browser: Browser, login: string, to = '') {
  const { target } = await begin(browser, { to })
  return comeBack(browser, await signInThere(browser, target ?? '', { login }))
}

function whoIs(browser: Browser, given = config) {
  return readSession(browser.request(URL_OF_SIGNET).headers, context(given))
}

describe('a person signs in at an OpenID Connect issuer', () => {
  test('and has the identity, groups and verified address that the issuer states', async () => {
    const browser = openBrowser()
    const answer = await signIn(browser, 'ana', '/models/churn/churn?tab=history')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/models/churn/churn?tab=history')
    expect(await whoIs(browser)).toEqual({
      person: {
        id: `${issuer.issuer}#ana`,
        issuer: issuer.issuer,
        name: 'Ana',
        email: 'ana@example.com',
        groups: ['ml', 'risk'],
      },
      actor: expect.objectContaining({ kind: 'person', role: 'editor', scopes: 'all' }),
    })
  })

  test('and has no address when the issuer has not verified it', async () => {
    const browser = openBrowser()
    await signIn(browser, 'eve')
    expect(await whoIs(browser)).toEqual({
      person: expect.objectContaining({ name: 'Eve ceo@example.com', email: null, groups: [] }),
      actor: null,
    })
  })

  test('and only the session stays of all cookies', async () => {
    const browser = openBrowser()
    await signIn(browser, 'ana')
    const own = [...browser.cookies.keys()].filter((key) => key.startsWith('signet.test '))
    expect(own).toEqual(['signet.test signet-session'])
  })

  test('and gets a new session id, and the previous session ends', async () => {
    const browser = openBrowser()
    const key = 'signet.test signet-session'
    browser.cookies.set(key, 'chosen-by-an-attacker')
    await signIn(browser, 'ana')
    const first = browser.cookies.get(key) ?? ''
    expect(first).toMatch(/^[\w-]{43}$/)
    await signIn(browser, 'ana')
    expect(browser.cookies.get(key)).not.toBe(first)
    const old = new Headers({ cookie: `signet-session=${first}` })
    expect(await readSession(old, context())).toBe(null)
  })

  test('behind https with cookies for this host only', async () => {
    const secure = { ...config, url: 'https://signet.test' }
    const browser = openBrowser()
    const { answer } = await begin(browser, { given: secure, origin: 'https://signet.test' })
    const cookies = answer.headers.getSetCookie()
    expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
      ...[
        '__Host-signet-state',
        '__Host-signet-pkce',
        '__Host-signet-nonce',
        '__Host-signet-return',
      ],
    ])
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; Path=\/(?:;|$)/)
      expect(cookie).toMatch(/; HttpOnly(?:;|$)/)
      expect(cookie).toMatch(/; Secure(?:;|$)/)
      expect(cookie).toMatch(/; SameSite=Lax(?:;|$)/)
      expect(cookie).not.toMatch(/domain=/i)
    }
  })
})

describe('a sign-in is refused', () => {
  test.each(['https://evil.test', 'null', 'http://sub.signet.test', 'http://signet.test:81'])(
    'that %s begins',
    async (origin) => {
      const { answer } = await begin(openBrowser(), { origin })
      expect(answer.headers.get('location')).toBe('/sign-in?trouble=origin')
      expect(answer.headers.getSetCookie()).toEqual([])
    },
  )

  test('when the request has no origin', async () => {
    const request = new Request(`${URL_OF_SIGNET}/api/auth/sign-in/issuer`, { method: 'POST' })
    const answer = await startSignIn(request, context(), 'issuer')
    expect(answer.headers.get('location')).toBe('/sign-in?trouble=origin')
  })

  test('when the person cancels it', async () => {
    const browser = openBrowser()
    const { target } = await begin(browser, { to: '/activity' })
    const back = await signInThere(browser, target ?? '', { do: 'cancel' })
    const answer = await comeBack(browser, back)
    expect(answer.headers.get('location')).toBe('/sign-in?trouble=denied&to=%2Factivity')
    expect(await whoIs(browser)).toBe(null)
  })

  test('when it was begun in another browser', async () => {
    const victim = openBrowser()
    const attacker = openBrowser()
    const { target } = await begin(attacker)
    const back = await signInThere(attacker, target ?? '', { login: 'eve' })
    const answer = await comeBack(victim, back)
    expect(answer.headers.get('location')).toBe('/sign-in?trouble=stale')
    expect(await whoIs(victim)).toBe(null)
  })

  test('when it answers another sign-in of the same browser', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const browser = openBrowser()
    const { target } = await begin(browser)
    const back = await signInThere(browser, target ?? '', { login: 'ana' })
    await begin(browser)
    const answer = await comeBack(browser, back)
    expect(answer.headers.get('location')).toBe('/sign-in?trouble=provider')
    expect(error).toHaveBeenCalledWith(
      expect.stringMatching(/^Sign-in failed: OAUTH_CALLBACK_ERROR state mismatch/),
    )
    error.mockRestore()
  })

  test.each(['\u001b[2J\u001b]0;owned\u0007', '\u009b31m', '\r\nSign-in ok', '\u202e\u2028'])(
    'and what a stranger writes into it is one line of the log: %j',
    async (planted) => {
      const error = vi.spyOn(console, 'error').mockImplementation(() => {})
      const browser = openBrowser()
      await begin(browser)
      const query = new URLSearchParams({ code: 'x', state: `x${planted}y` })
      const answer = await comeBack(browser, `${CALLBACK}?${query}`)
      expect(answer.headers.get('location')).toBe('/sign-in?trouble=provider')
      const logged = error.mock.calls.flat()
      expect(logged).toEqual([expect.stringMatching(/state mismatch.* got: x/)])
      expect(logged.join()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      error.mockRestore()
    },
  )

  test('when its code is used twice', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const browser = openBrowser()
    const { target } = await begin(browser)
    const before = new Map(browser.cookies)
    const back = await signInThere(browser, target ?? '', { login: 'ana' })
    await comeBack(browser, back)
    const again = openBrowser()
    for (const [key, value] of before) again.cookies.set(key, value)
    expect((await comeBack(again, back)).headers.get('location')).toBe('/sign-in?trouble=provider')
    expect(await whoIs(again)).toBe(null)
    error.mockRestore()
  })

  test('when the client’s secret is wrong, and no secret is logged', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const wrong = configure({ clientSecret: 'planted-canary' })
    const browser = openBrowser()
    const { target } = await begin(browser, { given: wrong })
    const back = await signInThere(browser, target ?? '', { login: 'ana' })
    const answer = await comeBack(browser, back, wrong)
    expect(answer.headers.get('location')).toBe('/sign-in?trouble=provider')
    const logged = JSON.stringify(error.mock.calls)
    expect(logged).toContain('invalid_client')
    for (const secret of ['planted-canary', new URL(back).searchParams.get('code') ?? '?']) {
      expect(logged).not.toContain(secret)
    }
    error.mockRestore()
  })

  test.each([
    ['does not answer', 'http://127.0.0.1:9'],
    ['is another one than is configured', ''],
  ])('when the issuer %s', async (_what, other) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const given = configure({ issuer: other || `${issuer.issuer}/` })
    const { answer } = await begin(openBrowser(), { given })
    expect(answer.headers.get('location')).toBe('/sign-in?trouble=provider')
    expect(error).toHaveBeenCalledTimes(1)
    error.mockRestore()
  })

  test('for a provider that is not configured', async () => {
    const headers = { origin: URL_OF_SIGNET }
    const url = `${URL_OF_SIGNET}/api/auth/sign-in/other`
    const request = new Request(url, { method: 'POST', headers })
    expect((await startSignIn(request, context(), 'other')).headers.get('location')).toBe(
      '/sign-in',
    )
    const back = await finishSignIn(new Request(`${url}?code=1`), context(), 'other')
    expect(back.headers.get('location')).toBe('/sign-in?trouble=stale')
  })
})

describe('the page after signing in', () => {
  test.each([
    '//evil.test',
    '/\\evil.test',
    'https://evil.test',
    'javascript:alert(1)',
    '/api/auth/sign-out',
  ])('is never %s', async (to) => {
    const answer = await signIn(openBrowser(), 'ana', to)
    expect(answer.headers.get('location')).toBe('/')
  })

  test('is not taken from a forged cookie', async () => {
    const browser = openBrowser()
    const { target } = await begin(browser)
    browser.cookies.set('signet.test signet-return', '%2F%2Fevil.test')
    const answer = await comeBack(
      browser,
      await signInThere(browser, target ?? '', { login: 'ana' }),
    )
    expect(answer.headers.get('location')).toBe('/')
  })
})

describe('roles and issuers of the configuration count at once', () => {
  test('a role that is taken away', async () => {
    const browser = openBrowser()
    await signIn(browser, 'ana')
    const roles = { admin: [], editor: [], viewer: [] }
    const given = { ...config, auth: { ...config.auth, roles } }
    expect((await whoIs(browser, given))?.actor).toBe(null)
    const anonymous = { ...given, auth: { ...given.auth, anonymous: 'viewer' as const } }
    expect((await whoIs(browser, anonymous))?.actor?.role).toBe('viewer')
  })

  test('an issuer that is taken away', async () => {
    const browser = openBrowser()
    await signIn(browser, 'ana')
    const roles = { admin: ['*'], editor: [], viewer: [] }
    const given = { ...config, auth: { ...config.auth, roles, providers: [] } }
    expect((await whoIs(browser, given))?.actor).toBe(null)
  })
})

describe('a person signs out', () => {
  async function signOut(browser: Browser, body: string, origin = URL_OF_SIGNET) {
    const url = `${URL_OF_SIGNET}/api/auth/sign-out`
    const request = browser.request(url, { method: 'POST', body, headers: { origin } })
    return browser.keep(url, await endSession(request, context()))
  }

  test('here, and stays signed in elsewhere', async () => {
    const [here, elsewhere] = [openBrowser(), openBrowser()]
    await signIn(here, 'ana')
    await signIn(elsewhere, 'ana')
    const before = new Map(here.cookies)
    expect((await signOut(here, '')).headers.get('location')).toBe('/')
    for (const [key, value] of before) here.cookies.set(key, value)
    expect(await whoIs(here)).toBe(null)
    expect(await whoIs(elsewhere)).not.toBe(null)
  })

  test('everywhere', async () => {
    const [here, elsewhere] = [openBrowser(), openBrowser()]
    await signIn(here, 'ana')
    await signIn(elsewhere, 'ana')
    await signOut(here, 'everywhere=yes')
    expect(await whoIs(elsewhere)).toBe(null)
  })

  test('never by a request of another site', async () => {
    const browser = openBrowser()
    await signIn(browser, 'ana')
    await signOut(browser, 'everywhere=yes', 'https://evil.test')
    expect(await whoIs(browser)).not.toBe(null)
  })
})

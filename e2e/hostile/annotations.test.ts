import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asAdmin } from '../admin-token'
import { ANNOTATED, HOSTILE, WHOLE } from './active-annotations'
import { ACTIVE_TEXTS } from './active-texts'
import { listActive } from './list-active'
import { type HostileWorld, openHostileWorld } from './open-world'
import { MAX_BYTES } from './read-answers'

/** The lists show all models. Every so many have their pages read, and every so many of these all of their tabs: with
 *  these numbers, the fields and the texts take turns. */
const [READ, STEP] = process.env.SIGNET_ENDURE ? [1, 1] : [11, 22]

const attacks = { ...ANNOTATED, ...WHOLE }

let world: HostileWorld

beforeAll(async () => {
  world = await openHostileWorld(Object.keys(attacks))
})

afterAll(() => world?.close())

type Read = { readonly status: number; readonly text: string; readonly found: readonly string[] }

/** One answer, with what is wrong with it. */
async function read(path: string): Promise<Read> {
  const headers = path.startsWith('/api/') ? asAdmin : {}
  const response = await fetch(world.server.url + path, { headers, redirect: 'manual' })
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  const policy = response.headers.get('content-security-policy') ?? ''
  const [, nonce = null] = /'nonce-([^']+)'/.exec(policy) ?? []
  const isPage = type.startsWith('text/html')
  return {
    ...{ status: response.status, text },
    found: [
      ...(isPage ? listActive(text, nonce) : []),
      ...(isPage || /^(?:application\/json|text\/csv)\b/.test(type) || text === '' ? [] : [type]),
      ...(response.headers.get('x-content-type-options') === 'nosniff' ? [] : ['no nosniff']),
      ...(Buffer.byteLength(text) > MAX_BYTES ? ['too long'] : []),
      ...(response.status < 500 ? [] : [`status ${response.status}`]),
    ],
  }
}

/** The answers to which something is wrong. */
async function listWrong(paths: readonly string[]): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const path of paths) {
    const { found } = await read(path)
    if (found.length > 0) wrong.push(`${path}: ${found.slice(0, 5).join(', ')}`)
  }
  return wrong
}

describe.each(Object.entries(attacks))('annotations: %s', (slug, attack) => {
  test(attack.name, async () => {
    const { watched, answers } = await world.suffer(slug, attack)
    expect(watched.failures).toEqual([])
    expect(answers.filter(({ status, bytes }) => status >= 500 || bytes > MAX_BYTES)).toEqual([])
    const pages = answers.map(({ path }) => path).filter((path) => !path.includes('/repos/events'))
    expect(await listWrong(pages)).toEqual([])
    expect(world.server.errors()).toBe('')
  }, 900_000)
})

/** What the server shows of a model, of which every so many have all. */
function listPages(slug: string, { name, text }: (typeof HOSTILE)[number], at: number) {
  const model = `/models/${slug}/${name}`
  const version = `${model}/v/v1.1.0`
  const from = encodeURIComponent(`${slug}/${name}@v1.0.0`)
  const asked = encodeURIComponent(JSON.stringify(text))
  return [
    ...[model, version, `/api/v1${model}`],
    ...(at % STEP === 0
      ? [
          ...['versions', 'lineage', 'history', 'use'].map((tab) => `${model}?tab=${tab}`),
          ...['card', 'lineage', 'history', 'use'].map((tab) => `${version}?tab=${tab}`),
          ...['/compare', '/api/v1/compare'].map(
            (path) => `${path}?from=${from}&to=${encodeURIComponent(`${slug}/${name}@v1.1.0`)}`,
          ),
          ...[`/api/v1${model}/versions/v1.1.0`, `/api/v1${model}/lineage`],
          ...['label', 'owner', 'type'].map((key) => `/?q=${key}:${asked}`),
          `${model}?at=2100-01-01`,
          `/?q=${asked}&at=2100-01-01`,
        ]
      : []),
  ]
}

describe.each(Object.keys(ANNOTATED))('in %s', (slug) => {
  test(`each of ${HOSTILE.length} hostile annotations is shown as text, and does nothing`, async () => {
    const list = await read(`/api/v1/models?repo=${slug}&pageSize=500`)
    const { items } = JSON.parse(list.text)
    const shown = new Set(items.map(({ name }: { readonly name: string }) => name))
    expect(HOSTILE.filter(({ name }) => !shown.has(name))).toEqual([])
    expect(HOSTILE.length).toBeGreaterThanOrEqual(200)
    const pages = HOSTILE.flatMap((one, at) => (at % READ === 0 ? listPages(slug, one, at) : []))
    expect(await listWrong(pages)).toEqual([])
  }, 900_000)

  test('the lists and exports of all do nothing either', async () => {
    const events = `repo=${slug}&pageSize=500`
    const lists = [
      ...[`/?q=repo:${slug}&pageSize=500`, `/stages?repo=${slug}`, `/activity?repo=${slug}`],
      ...[`/repos/${slug}`, `/repos/${slug}?tab=ignored`, `/repos/${slug}?tab=pipeline`],
      ...['/insights', `/insights?repo=${slug}`, '/api/v1/insights', '/api/v1/insights.csv'],
      ...[`/api/v1/events?${events}`, `/api/v1/events.csv?repo=${slug}`],
      ...[`/api/v1/events.json?repo=${slug}`, `/api/v1/stages?${events}`],
      ...ACTIVE_TEXTS.map((text) => `/api/v1/search/completions?q=${encodeURIComponent(text)}`),
      ...ACTIVE_TEXTS.map((text) => `/?q=${encodeURIComponent(text)}`),
    ]
    expect(await listWrong(lists)).toEqual([])
    const { text } = await read(`/api/v1/events.csv?repo=${slug}`)
    const cells = text.split('\r\n').flatMap((line) => line.split(','))
    expect(cells.filter((cell) => /^"?[=@]/.test(cell))).toEqual([])
  }, 900_000)
})

test.each([
  ['<script>alert(1)</script>', ['script']],
  ['<script nonce="n">self.x="<b onclick=a>"</script><p>a</p>', []],
  ['<p ONCLICK="x">a</p><img src="data:x"/>', ['onclick x', 'src data:x']],
  ['<a href="java&#9;script:x">a</a>', ['href java\tscript:x']],
  ['<a href="//evil.example">a</a><iframe></iframe>', ['href //evil.example', 'iframe']],
  ['<p title="&lt;script&gt; onclick=x">&lt;img onerror=x&gt;</p>', []],
  [
    '<p style="background:url(x)">\u202e</p><i></i>',
    ['style background:url(x)', 'bidi before <i>: \u202e</p>'],
  ],
  ['<p data-tip="\u202e">a</p><input value="\u202e">', ['data-tip \u202e']],
])('what is active in a page is found: %s', (html, found) => {
  expect(listActive(html, 'n')).toEqual(found)
})

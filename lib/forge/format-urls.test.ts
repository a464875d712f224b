import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildLinks } from './build-links'
import { FORGE_KINDS, type Forge, type ForgeKind } from './forge'
import {
  formatCiUrl,
  formatCommitUrl,
  formatCompareUrl,
  formatFileUrl,
  formatPullUrl,
  formatTagUrl,
} from './format-urls'

const COMMIT = '3f2a1b0c4d5e6f708192a3b4c5d6e7f801234567'
const NEWER = '9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a392817061'

type Expected = {
  readonly commit: string
  readonly production: string
  readonly inFolder: string
  readonly file: string
  readonly line: string
  readonly compare: string
  readonly compareTags: string
  readonly ci: string
  readonly ciInFolder: string
  readonly pull: string
}

const gitea: Expected = {
  commit: `/commit/${COMMIT}`,
  production: '/src/tag/churn%23production%234',
  inFolder: '/src/tag/a/b%40v1.0.0',
  file: `/src/commit/${COMMIT}/models/d%C3%A9j%C3%A0%20vu%23%3F.yaml`,
  line: `/src/commit/${COMMIT}/dvc.yaml#L3`,
  compare: `/compare/${COMMIT}...${NEWER}`,
  compareTags: '/compare/a/b%40v1.0.0...a/b%40v1.1.0',
  ci: '/actions',
  ciInFolder: '/actions',
  pull: '/pulls/12',
}

const EXPECTED: Readonly<Record<ForgeKind, Expected>> = {
  github: {
    commit: `/commit/${COMMIT}`,
    production: '/tree/churn%23production%234',
    inFolder: '/tree/a/b%40v1.0.0',
    file: `/blob/${COMMIT}/models/d%C3%A9j%C3%A0%20vu%23%3F.yaml`,
    line: `/blob/${COMMIT}/dvc.yaml#L3`,
    compare: `/compare/${COMMIT}...${NEWER}`,
    compareTags: '/compare/a/b%40v1.0.0...a/b%40v1.1.0',
    ci: '/actions?query=branch%3Achurn%23production%234',
    ciInFolder: '/actions?query=branch%3Aa%2Fb%40v1.0.0',
    pull: '/pull/12',
  },
  gitlab: {
    commit: `/-/commit/${COMMIT}`,
    production: '/-/tags/churn%23production%234',
    inFolder: '/-/tags/a%2Fb%40v1.0.0',
    file: `/-/blob/${COMMIT}/models/d%C3%A9j%C3%A0%20vu%23%3F.yaml`,
    line: `/-/blob/${COMMIT}/dvc.yaml#L3`,
    compare: `/-/compare/${COMMIT}...${NEWER}`,
    compareTags: '/-/compare/a%2Fb%40v1.0.0...a%2Fb%40v1.1.0',
    ci: '/-/pipelines?ref=churn%23production%234',
    ciInFolder: '/-/pipelines?ref=a%2Fb%40v1.0.0',
    pull: '/-/merge_requests/12',
  },
  gitea,
  forgejo: gitea,
  bitbucket: {
    commit: `/commits/${COMMIT}`,
    production: '/commits/tag/churn%23production%234',
    inFolder: '/commits/tag/a/b%40v1.0.0',
    file: `/src/${COMMIT}/models/d%C3%A9j%C3%A0%20vu%23%3F.yaml`,
    line: `/src/${COMMIT}/dvc.yaml#lines-3`,
    compare: `/branches/compare/${NEWER}%0D${COMMIT}`,
    compareTags: '/branches/compare/a/b%40v1.1.0%0Da/b%40v1.0.0',
    ci: '/pipelines',
    ciInFolder: '/pipelines',
    pull: '/pull-requests/12',
  },
}

describe.each(FORGE_KINDS)('%s', (kind) => {
  const forge: Forge = { kind, url: 'https://git.example.com:8443/acme/churn' }
  const expected = EXPECTED[kind]

  test.each<[keyof Expected, string]>([
    ['commit', formatCommitUrl(forge, COMMIT)],
    ['production', formatTagUrl(forge, 'churn#production#4')],
    ['inFolder', formatTagUrl(forge, 'a/b@v1.0.0')],
    ['file', formatFileUrl(forge, { commit: COMMIT, path: 'models/déjà vu#?.yaml', line: null })],
    ['line', formatFileUrl(forge, { commit: COMMIT, path: 'dvc.yaml', line: 3 })],
    ['compare', formatCompareUrl(forge, COMMIT, NEWER)],
    ['compareTags', formatCompareUrl(forge, 'a/b@v1.0.0', 'a/b@v1.1.0')],
    ['ci', formatCiUrl(forge, 'churn#production#4')],
    ['ciInFolder', formatCiUrl(forge, 'a/b@v1.0.0')],
    ['pull', formatPullUrl(forge, 12)],
  ])('%s', (link, url) => {
    expect(url).toBe(`https://git.example.com:8443/acme/churn${expected[link]}`)
  })

  test('no text leads to another site or out of the repository', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
      fc
        .array(fc.constantFrom('/', '..', '.', '\\', '@', ':', '?', '#', '%2e', '\n', '\r', '\t'))
        .map((parts) => parts.join('')),
      fc.constantFrom('//evil.example', '/../../../..', 'javascript:alert(1)', '@evil.example/'),
    )
    fc.assert(
      fc.property(text, text, fc.option(fc.nat()), (one, other, line) => {
        const urls = [
          formatCommitUrl(forge, one),
          formatTagUrl(forge, one),
          formatFileUrl(forge, { commit: other, path: one, line }),
          formatCompareUrl(forge, one, other),
          formatCiUrl(forge, one),
        ]
        for (const url of urls) {
          const parsed = new URL(url)
          expect(parsed.origin).toBe('https://git.example.com:8443')
          expect(parsed.username + parsed.password).toBe('')
          expect(parsed.pathname).toMatch(/^\/acme\/churn\//)
        }
      }),
    )
  })
})

test('links name the forge', () => {
  const links = buildLinks({ kind: 'forgejo', url: 'https://codeberg.org/acme/churn' })
  const at = (path: string) => ({ forge: 'Forgejo', url: `https://codeberg.org/acme/churn${path}` })
  expect(links.commit(COMMIT)).toEqual(at(`/commit/${COMMIT}`))
  expect(links.tag('churn@v1.0.0')).toEqual(at('/src/tag/churn%40v1.0.0'))
  const place = { commit: COMMIT, path: 'dvc.yaml', line: 3 }
  expect(links.file(place)).toEqual(at(`/src/commit/${COMMIT}/dvc.yaml#L3`))
  expect(links.compare(COMMIT, NEWER)).toEqual(at(`/compare/${COMMIT}...${NEWER}`))
  expect(links.ci('churn@v1.0.0')).toEqual(at('/actions'))
  expect(links.pull('Train (#12)')).toEqual({ number: 12, ...at('/pulls/12') })
  expect(links.pull('Train')).toBe(null)
})

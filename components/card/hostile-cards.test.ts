import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { findImageType } from '@/lib/card/image-type'
import { resolveLink } from '@/lib/card/resolve-link'
import { splitFrontMatter } from '@/lib/card/split-front-matter'
import { listHostileCards } from '@/lib/card/testing/hostile-cards'
import { parseInThread } from '@/lib/pipeline/parse-in-thread'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { CardText } from './card-text'

const COUNT = process.env.SIGNET_ENDURE ? 200 : 20

/** As a page has them: files lead to the forge, images to this server. */
const links = {
  link: (written: string) => {
    const target = resolveLink('models', written)
    if (target.kind === 'web') return target.url
    return target.kind === 'file' ? `https://forge.example/${encodeURI(target.path)}` : null
  },
  image: (written: string) => {
    const target = resolveLink('models', written)
    if (target.kind !== 'file' || findImageType(target.path) === null) return null
    return `/images?path=${encodeURIComponent(target.path)}`
  },
}

async function draw(card: string): Promise<string> {
  const text = await parseInThread(splitFrontMatter(card).body)
  return renderToStaticMarkup(createElement(CardText, { text, links }))
}

const TAGS = new Set(
  'a,blockquote,br,code,del,div,em,h3,h4,h5,h6,hr,img,input,li,ol,p,pre,section,strong,sup,table,tbody,td,th,thead,tr,ul'.split(
    ',',
  ),
)
const ATTRIBUTES = new Set(
  'alt,aria-label,checked,class,decoding,dir,disabled,href,loading,readOnly,rel,src,start,style,tabindex,type'.split(
    ',',
  ),
)

/** What of a page is not allowed in a card. */
function listForbidden(html: string): readonly string[] {
  const found: string[] = []
  for (const [, tag = '', attributes = ''] of html.matchAll(
    /<([a-z][^\s/>]*)((?:[^>"]|"[^"]*")*)>/gi,
  )) {
    if (!TAGS.has(tag)) found.push(tag)
    for (const [, name = '', value = ''] of attributes.matchAll(/([^\s=/"]+)(?:="([^"]*)")?/g)) {
      if (!ATTRIBUTES.has(name)) found.push(name)
      if (name === 'href' && !/^https?:\/\/[^"<>\s]*$/.test(value)) found.push(value)
      if (name === 'src' && !value.startsWith('/images?path=')) found.push(value)
      if (name === 'style' && !/^text-align:(left|right|center)$/.test(value)) found.push(value)
    }
  }
  return found
}

test(`${COUNT} hostile cards show nothing active, and load nothing from elsewhere`, async () => {
  const cards = listHostileCards(COUNT)
  expect(cards).toHaveLength(COUNT)
  for (const card of cards) {
    const html = await draw(card)
    expect(listForbidden(html), card.slice(0, 200)).toEqual([])
    expect(html, card.slice(0, 200)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/)
  }
})

test('the checks of a card find what is active', () => {
  const html =
    '<p onclick="x"><script></script><a href="javascript:x">a</a><img src="https://x/y.png">'
  expect(listForbidden(html)).toEqual(['onclick', 'script', 'javascript:x', 'https://x/y.png'])
})

test('a card is drawn with links, images and tables', async () => {
  const html = await draw(
    '# A\n\n[b](c.md) ![d](e.png) ![f](https://x.example/g.png)\n\n|h|\n|:-:|\n|i|\n',
  )
  expect(html).toContain('<h3>A</h3>')
  expect(html).toContain(
    '<a href="https://forge.example/models/c.md" rel="noopener noreferrer nofollow">b</a>',
  )
  expect(html).toContain('<img src="/images?path=models%2Fe.png" alt="d"')
  expect(html).toContain(
    '<a href="https://x.example/g.png" rel="noopener noreferrer nofollow">f</a>',
  )
  expect(html).toContain('<th style="text-align:center">h</th>')
})

test('drawing the largest card does not take longer than its limits allow', async () => {
  const row = `|${'**a** [b](c.md)|'.repeat(40)}\n`
  const table = `${row}|${'-|'.repeat(40)}\n${row.repeat(100)}`
  const text = await parseInThread(table)
  expect(text).toMatchObject({ kind: 'tree', isCut: true })
  const draws = () => {
    renderToStaticMarkup(createElement(CardText, { text, links }))
  }
  draws()
  expect(cpuSeconds(draws)).toBeLessThan(MAX_CPU_SECONDS)
})

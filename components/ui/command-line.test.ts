import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { CommandLine } from './command-line'

const draw = (command: string) => renderToStaticMarkup(createElement(CommandLine, { command }))

test('a command shows what turns its text around by name, and is copied as it is', () => {
  const html = draw("dvc get . 'safe \u202egnp.exe'")
  expect(html.match(/\u202e/g)?.length).toBe(1)
  expect(html).toContain('data-copy="dvc get . &#x27;safe \u202egnp.exe&#x27;"')
  expect(html).toMatch(/<pre[^>]*><bdi>dvc get \. &#x27;safe <span[^>]*>U\+202E<\/span>gnp\.exe/)
})

test('a command of any length is shown whole', () => {
  expect(draw(`echo ${'a'.repeat(5000)}`)).toContain(`<bdi>echo ${'a'.repeat(5000)}</bdi>`)
})

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const LICENSES_FILE = 'THIRD-PARTY-LICENSES.txt'

/** Of production, and in no build: what scales pictures, compilers, and binaries for other machines. */
const NOT_CONTAINED = /^(?:sharp$|detect-libc$|@img\/|@next\/swc-|@typescript\/|@emnapi\/)/

/** For development alone, and part of what is built: the style sheet and the icons. */
const ALSO_CONTAINED = ['tailwindcss', 'lucide-react']

const LICENSE_NAME = /^(?:licen[sc]e|copying|notice|third[-_]?party)/i

/**
 * Writes the licences of all that the built folder contains into one file there: the production packages of the lock
 * file, which are bundled, the folder's own `node_modules`, and what Next carries inside itself.
 */
export function writeLicenses(root, built) {
  const traced = listNames(path.join(built, 'node_modules')).map((name) => `node_modules/${name}`)
  const folders = new Set([...listProduction(root), ...traced])
  const parts = [...describePackages(root, [...folders]), ...listInsideNext(root, built)]
  writeFileSync(path.join(built, LICENSES_FILE), formatLicenses(parts, root))
}

/** Folders of the packages that a build may contain. */
function listProduction(root) {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const folders = Object.entries(packages)
    .filter(([folder, { dev, devOptional }]) => folder !== '' && !dev && !devOptional)
    .map(([folder]) => folder)
  return [...folders, ...ALSO_CONTAINED.map((name) => `node_modules/${name}`)]
}

/** Those that are installed: others are for other machines. */
function describePackages(root, folders) {
  return folders.flatMap((folder) => {
    const dir = path.join(root, folder)
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (NOT_CONTAINED.test(name) || !existsSync(dir)) return []
    const described = describePackage(dir)
    return [{ ...described, title: `${name} ${described.version}` }]
  })
}

/** Names of packages in a folder, those of a scope with it. */
function listNames(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(path.join(folder, name)).map((own) => `${name}/${own}`)
      : [name],
  )
}

/** Next is published with copies of other packages; the licences beside them are not copied into the built folder. */
function listInsideNext(root, built) {
  const inside = 'node_modules/next/dist/compiled'
  return listNames(path.join(built, inside)).flatMap((name) => {
    const described = describePackage(path.join(root, inside, name))
    if (described.texts.length === 0 && described.license === null) return [] // Next's own
    return [{ ...described, title: `${name}, in next` }]
  })
}

function describePackage(dir) {
  const file = path.join(dir, 'package.json')
  const about = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const author = typeof about.author === 'string' ? about.author : (about.author?.name ?? null)
  const texts = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENSE_NAME.test(entry.name))
    .map((entry) => readFileSync(path.join(dir, entry.name), 'utf8').trim())
  return { version: about.version ?? '', license: about.license ?? null, author, texts }
}

/** Each text once, below the packages that it is of. */
function formatLicenses(parts, root) {
  const byText = new Map()
  for (const part of parts) {
    const texts = part.texts.length > 0 ? part.texts : [standardText(part, root)]
    const text = texts.join('\n\n')
    byText.set(text, [
      ...(byText.get(text) ?? []),
      `${part.title} (${part.license ?? 'see below'})`,
    ])
  }
  const sections = [...byText].map(([text, titles]) => `${titles.sort().join('\n')}\n\n${text}\n`)
  const line = `\n${'-'.repeat(80)}\n\n`
  return `Signet contains the following software of others.\n${line}${sections.sort().join(line)}`
}

/** For a package that is published without its text: the licence that its package.json names. */
function standardText({ title, license, author }, root) {
  const holder = author ?? `the authors of ${title}`
  switch (license) {
    case 'MIT':
      return `Copyright (c) ${holder}\n\n${MIT}`
    case 'ISC':
      return `Copyright (c) ${holder}\n\n${ISC}`
    case 'Apache-2.0':
      return `Copyright ${holder}\n\n${readFileSync(path.join(root, 'LICENSE'), 'utf8').trim()}`
    case 'CC0-1.0':
      return 'Dedicated to the public domain: https://creativecommons.org/publicdomain/zero/1.0/'
    default:
      throw new Error(`${title} has no licence text, and ${license} is not known here.`)
  }
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

const ISC = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.`

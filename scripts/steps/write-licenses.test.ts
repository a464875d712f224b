import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './root.mjs'
import { LICENSES_FILE, writeLicenses } from './write-licenses.mjs'

type Locked = { readonly version: string; readonly dev?: true; readonly optional?: true }

function readLock(): readonly (readonly [name: string, locked: Locked])[] {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const entries = Object.entries(packages as Record<string, Locked & { devOptional?: true }>)
  return entries
    .filter(([folder, { dev, devOptional }]) => folder !== '' && !dev && !devOptional)
    .map(([folder, locked]) => [folder.replace(/^.*node_modules\//, ''), locked])
}

function write(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'signet-licenses-'))
  try {
    writeLicenses(root, folder)
    return readFileSync(path.join(folder, LICENSES_FILE), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('every production package is named with its version, above the text of its licence', () => {
  const sections = write()
    .split(`\n${'-'.repeat(80)}\n\n`)
    .slice(1)
  const titles = sections.flatMap((section) => section.split('\n\n')[0]?.split('\n') ?? [])
  const wanted = readLock().filter(([, { optional }]) => !optional)
  expect(wanted.length).toBeGreaterThan(100)
  const missing = wanted.filter(([name, { version }]) => {
    return !titles.some((title) => title.startsWith(`${name} ${version} (`))
  })
  expect(missing).toEqual([])
  // For development alone; the style sheet and the icons are made from them.
  for (const name of ['tailwindcss', 'lucide-react']) {
    expect(titles.some((title) => title.startsWith(`${name} `))).toBe(true)
  }
  expect(sections.filter((section) => section.length < 300)).toEqual([])
  expect(sections.length).toBe(new Set(sections).size)
})

test('what is not in a build is not named', () => {
  expect(write()).not.toMatch(/^(?:sharp|@img\/|@next\/swc-)/m)
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildSprite, spriteFile } from '@/scripts/write-icons'

test('public/icons.svg has every icon of the list', async () => {
  expect(readFileSync(spriteFile, 'utf8')).toBe(await buildSprite())
})

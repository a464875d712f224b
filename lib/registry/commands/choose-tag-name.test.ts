import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTagName } from '@/lib/git/build-tag-payload'
import { parseArtifactName, parseStageName, parseVersionName } from '../names'
import { chooseTagName } from './choose-tag-name'

/** What Git's rules for names are about, joined in every way. */
const anyText = fc
  .array(fc.constantFrom('a', 'B', '0', '-', '_', '.', '/', '..', '.lock', 'x'.repeat(90)), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''))

const anyName = fc.tuple(fc.option(anyText), anyText).map(([directory, id]) => {
  const text = directory === null ? id : `${directory}:${id}`
  return parseArtifactName(text)
})

test('a name is free exactly where Git takes it for a tag', () => {
  const seen = { free: 0, refused: 0 }
  fc.assert(
    fc.property(anyName, anyText, anyText, (artifact, stageText, build) => {
      const stage = parseStageName(stageText)
      const version = parseVersionName(build === '' ? 'v1.0.0' : `v1.0.0+${build}`)
      if (artifact === null || (stage === null && version === null)) return
      const chosen =
        stage === null
          ? version && chooseTagName({ kind: 'registration', artifact, version, counter: null }, [])
          : chooseTagName({ kind: 'assignment', artifact, stage, counter: null }, [])
      if (chosen === null) return
      seen[chosen.kind] += 1
      const kind = isTagName(chosen.tag) ? 'free' : 'refused'
      expect(chosen).toMatchObject({ tag: chosen.tag, kind })
    }),
    { numRuns: 20_000 },
  )
  expect(Math.min(seen.free, seen.refused)).toBeGreaterThan(100)
})

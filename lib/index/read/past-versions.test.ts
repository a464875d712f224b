import { expect, test } from 'vitest'
import { writeIndex } from '@/lib/index/write/write-index'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid, START } from '@/lib/testing/registry-artifact'
import { findModel } from './find-model'

const aliases = ['a', 'b', 'c', 'd']

/** Commits that have names now, but at the instant were known from stage tags alone; all facts are too long for one answer. */
const late = buildArtifact(
  'late',
  aliases.flatMap((alias, at) => [
    buildTag(`late#dev#${at + 1}`, { alias, minutes: at }),
    buildTag(`late@v1.${at}.0`, { alias, minutes: 60 + at }),
  ]),
  {
    facts: Object.fromEntries(
      aliases.map((alias) => [alias, { description: 'x'.repeat(300_000) }]),
    ),
  },
)

const at = START + 30 * 60

test.each(databaseForms)(
  'commits without a name then are listed in order and to the end, %s',
  async (form) => {
    await withDatabase(form, async (db) => {
      await writeIndex(db, buildIndexWrite({ artifacts: [late] }))
      const key = { repo: 'ml', name: 'late', at }
      const viewer = { repos: 'all' } as const
      const commits: string[] = []
      let before: string | undefined
      for (let page = 0; page < 3; page += 1) {
        const model = await findModel(db, viewer, { ...key, ...(before && { before }) })
        commits.push(...(model?.versions.map(({ version }) => version) ?? []))
        expect(model?.versionTotal).toBe(4)
        if (model?.next == null) break
        before = model.next
      }
      expect(commits).toEqual(aliases.map(fakeOid).sort().reverse())
    })
  },
)

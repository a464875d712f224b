import { expect, test } from 'vitest'
import { writeIndex } from '@/lib/index/write/write-index'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import { readNamed } from './read-named'
import type { Viewer } from './viewer'

const build = (name: string) =>
  buildArtifact(name, [buildTag(`${name}@v1.0.0`, { alias: 'a' })], {
    facts: { a: { path: `${name}.pkl` } },
  })

test.each(databaseForms)(
  'a name means REPO/NAME, else a model of the same repository, else the only one of that name, %s',
  async (form) => {
    await withDatabase(form, async (db) => {
      const write = (slug: string, ...names: readonly string[]) =>
        writeIndex(db, buildIndexWrite({ slug, artifacts: names.map(build) }))
      await write('ml', 'churn', 'set')
      await write('nlp', 'bert', 'churn', 'twice')
      await write('secret', 'hidden', 'bert', 'twice')
      const names = [
        ...['churn', 'nlp/churn', 'nlp/bert', 'bert', 'twice', 'hidden', 'secret/hidden'],
        ...['secret/', '/churn', 'nlp/none', 'ml/nlp/bert', 'a\0b', '\ud800', "'; --", ''],
      ]
      const ask = async (viewer: Viewer, repo: string) =>
        Object.fromEntries(
          [...(await readNamed(db, viewer, { repo, names }))].map(([written, found]) => [
            written,
            `${found.repo} ${found.name} ${found.path}`,
          ]),
        )
      const seen = {
        churn: 'ml churn churn.pkl',
        'nlp/churn': 'nlp churn churn.pkl',
        'nlp/bert': 'nlp bert bert.pkl',
      }
      expect(await ask({ repos: 'all' }, 'ml')).toEqual({
        ...seen,
        hidden: 'secret hidden hidden.pkl',
        'secret/hidden': 'secret hidden hidden.pkl',
      })
      // What a hidden repository has makes no name unclear, and is not found.
      expect(await ask({ repos: ['ml', 'nlp'] }, 'ml')).toEqual({
        ...seen,
        bert: 'nlp bert bert.pkl',
        twice: 'nlp twice twice.pkl',
      })
      expect(await ask({ repos: [] }, 'ml')).toEqual({})
      expect(await readNamed(db, { repos: 'all' }, { repo: 'ml', names: [] })).toEqual(new Map())
    })
  },
)

import { expect, test } from 'vitest'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { findCommandEntry, listCommandEntries } from './commands'

test.each(databaseForms)(
  'an id that the database cannot store finds no command: %s',
  async (form) => {
    await withDatabase(form, async (db) => {
      for (const id of ['', '\0', 'a\0b', '\ud800', "' OR 1=1 --"]) {
        expect([id, await findCommandEntry(db, id)]).toEqual([id, null])
        const wanted = { repos: ['ml'], states: null, id, limit: 1 }
        expect([id, await listCommandEntries(db, wanted)]).toEqual([id, []])
      }
    })
  },
)

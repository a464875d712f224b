import { mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashFiles } from '../steps/hash-files.mjs'
import { hasStamp, writeStamp } from '../steps/stamp.mjs'
import { churnHistory } from './churn.mjs'
import { nlpHistory } from './nlp.mjs'
import { visionHistory } from './vision.mjs'
import { writeRepo } from './write-repo.mjs'

const HISTORIES = { churn: churnHistory, vision: visionHistory, nlp: nlpHistory }

/**
 * Three bare repositories below `folder`, made once: later calls, and what people pushed to them, are left alone
 * until the demo itself changes. Answers with their absolute paths.
 */
export async function buildDemo(folder) {
  const dirs = Object.keys(HISTORIES).map((name) => path.join(folder, `${name}.git`))
  const stampFile = path.join(folder, '.stamp')
  const stamp = hashFiles(fileURLToPath(new URL('.', import.meta.url)), ['.'])
  if (hasStamp(stampFile, stamp)) return dirs
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  for (const [name, history] of Object.entries(HISTORIES)) {
    await writeRepo(path.join(fresh, `${name}.git`), history())
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
  writeStamp(stampFile, stamp)
  return dirs
}

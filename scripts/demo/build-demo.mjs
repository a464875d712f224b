import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { hashFiles } from '../steps/hash-files.mjs'
import { hasStamp, writeStamp } from '../steps/stamp.mjs'
import { churnHistory } from './churn.mjs'
import { nlpHistory } from './nlp.mjs'
import { people } from './people.mjs'
import { demoRequest } from './request.mjs'
import { formatDemoSigner } from './sign-ssh.mjs'
import { readAt } from './timeline.mjs'
import { CHURN_URL, visionHistory } from './vision.mjs'
import { writeRepo } from './write-repo.mjs'

/** Each may read the ones before it. */
const HISTORIES = { churn: churnHistory, vision: visionHistory, nlp: nlpHistory }

/** Whose signatures the demo trusts. Deepak signs too, with a key that nobody has listed. */
const TRUSTED = [people.ana, people.ben, people.chiara, people.emi]

/**
 * Three bare repositories below `folder` and the allowed_signers of their people, made once: later calls, and what people
 * pushed to them, are left alone until the demo itself changes. Answers with their absolute paths, and with the
 * environment of a server that shows them.
 */
export async function buildDemo(folder) {
  const repos = Object.keys(HISTORIES).map((name) => path.join(folder, `${name}.git`))
  const named = repos.map((url) => ({
    url,
    aliases: url.endsWith('/churn.git') ? [CHURN_URL] : [],
  }))
  const allowedSigners = path.join(folder, 'allowed_signers')
  const env = {
    SIGNET_REPOS: JSON.stringify(named),
    SIGNET_ALLOWED_SIGNERS: allowedSigners,
    SIGNET_DEMO_REQUEST: JSON.stringify(demoRequest),
  }
  const demo = { repos, env, allowedSigners }
  const stampFile = path.join(folder, '.stamp')
  const stamp = hashFiles(fileURLToPath(new URL('.', import.meta.url)), ['.'])
  if (hasStamp(stampFile, stamp)) return demo
  const fresh = `${folder}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  const written = {}
  for (const [name, createHistory] of Object.entries(HISTORIES)) {
    const history = createHistory(written)
    const commitOf = await writeRepo(path.join(fresh, `${name}.git`), history)
    written[name] = { commitOf, readAt: (tag, file) => readAt(history, tag, file) }
  }
  writeFileSync(path.join(fresh, 'allowed_signers'), TRUSTED.map(formatDemoSigner).join(''))
  rmSync(folder, { recursive: true, force: true })
  renameSync(fresh, folder)
  writeStamp(stampFile, stamp)
  return demo
}

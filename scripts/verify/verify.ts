// The program behind `npm run verify`: the repository's address or slug stands in SIGNET_REPOS or as an argument.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Config, RepoConfig } from '@/lib/config/config'
import { ConfigError } from '@/lib/config/config-error'
import { readConfig } from '@/lib/config/read-config'
import { GitError } from '@/lib/git/git-error'
import { TrustError } from '@/lib/keys/trust-error'
import { INSTANTS, parseInstant } from '@/lib/search/parse-instant'
import { verifyRepo } from '@/lib/sync/verify-repo'
import { formatPast } from './format-past'
import { formatReport, listBadTags } from './format-report'

/** A repository of signet.yaml by its slug or address, with its branches and credentials; else the address alone. */
function findRepo(config: Config, wanted: string): RepoConfig {
  const known = config.repos.find((repo) => repo.slug === wanted || repo.remote === wanted)
  if (known) return known
  const [repo] = readConfig({ ...process.env, SIGNET_REPOS: JSON.stringify([wanted]) }).repos
  if (!repo) throw new Error('no repository')
  return repo
}

/** Exit code 0: every signature is good; 1: some tag is bad, or the program could not do its work. */
async function main(wanted: string, instant: string | undefined): Promise<number> {
  const at = instant === undefined ? null : parseInstant(instant)
  if (instant !== undefined && at === null) {
    console.error(`--at ${instant} is no instant. Allowed is ${INSTANTS}.`)
    return 1
  }
  const workDir = mkdtempSync(path.join(tmpdir(), 'signet-verify-'))
  try {
    const config = readConfig({ ...process.env, SIGNET_REPOS: '' })
    const repo = await verifyRepo(config, findRepo(config, wanted), workDir)
    process.stdout.write(at === null ? formatReport(repo) : formatPast(repo, at))
    return listBadTags(repo).length === 0 ? 0 : 1
  } catch (error) {
    const known = [ConfigError, GitError, TrustError].some((kind) => error instanceof kind)
    console.error(known ? (error as Error).message : error)
    return 1
  } finally {
    rmSync(workDir, { recursive: true, force: true })
  }
}

process.exitCode = await main(process.argv[2] ?? '', process.argv[3])

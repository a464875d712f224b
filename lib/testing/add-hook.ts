import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { GitRepo } from './git-repo'

/** Gives a repository a hook of these lines of shell; what is returned takes it away again. */
export function addHook(
  { gitDir }: Pick<GitRepo, 'gitDir'>,
  name: string,
  script: string,
): () => void {
  const file = path.join(gitDir, 'hooks', name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return () => rmSync(file)
}

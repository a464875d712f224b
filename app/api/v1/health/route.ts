import { requireGitVersion } from '@/lib/git/git-version'
import packageJson from '@/package.json' with { type: 'json' }
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.health, async () => ({
  status: 200,
  body: { status: 'ok', version: packageJson.version, git: await requireGitVersion() },
}))

import path from 'node:path'
import { DEFAULT_LIMITS, type Limits, type Mirror } from '@/lib/git/mirror'
import { type Credentials, parseRemoteUrl } from '@/lib/git/remote-url'
import { createTempDir } from './temp-dir'

/** A mirror, not cloned yet, of any address, in a temporary directory of its own. */
export function createTestMirror(
  url: string,
  options: { readonly credentials?: Credentials; readonly limits?: Partial<Limits> } = {},
): Mirror {
  const dir = createTempDir('mirror')
  const remote = parseRemoteUrl(url, { kind: 'any' })
  return {
    dir: path.join(dir, 'mirrors', 'nn.git'),
    home: path.join(dir, 'home'),
    remote: { ...remote, credentials: options.credentials ?? remote.credentials },
    limits: { ...DEFAULT_LIMITS, ...options.limits },
  }
}

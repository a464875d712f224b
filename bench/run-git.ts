import { spawn } from 'node:child_process'

export type GitInput = string | Iterable<string>

/** Runs git without anybody's configuration, gives its output as text and throws where it fails. */
export async function runGit(dir: string, args: readonly string[], input?: GitInput) {
  const env = gitEnv(dir)
  const child = spawn('git', ['-C', dir, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  const output: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const write = async () => {
    for (const chunk of typeof input === 'string' ? [input] : (input ?? [])) {
      if (!child.stdin.write(chunk)) await new Promise((done) => child.stdin.once('drain', done))
    }
    child.stdin.end()
  }
  const [code] = await Promise.all([closed, write()])
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${code}: ${Buffer.concat(errors)}`)
  return Buffer.concat(output).toString()
}

/** No user or system configuration, one fixed identity. */
export function gitEnv(home: string): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    PATH: process.env.PATH,
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada Ames',
    GIT_AUTHOR_EMAIL: 'ada.ames@example.com',
    GIT_COMMITTER_NAME: 'Ada Ames',
    GIT_COMMITTER_EMAIL: 'ada.ames@example.com',
  }
}

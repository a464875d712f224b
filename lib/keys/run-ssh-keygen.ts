import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { KeyError } from './key-error'
import { runProgram } from './run-program'

type KeygenRun = {
  readonly args: readonly string[]
  readonly input: string | Buffer
  /** A work directory: what stands there goes when the work is done. */
  readonly dir: string
  readonly passphrase: string | null
  readonly agentSocket: string | null
}

/** Runs ssh-keygen without prompts and returns its output. Throws KeyError with the reason. */
export async function runSshKeygen(run: KeygenRun): Promise<string> {
  const { code, stdout, stderr } = await runProgram({
    program: 'ssh-keygen',
    args: run.args,
    dir: run.dir,
    input: run.input,
    env: {
      // Without this ssh-keygen would read a passphrase from stdin, where the payload is.
      SSH_ASKPASS_REQUIRE: 'force',
      SSH_ASKPASS: run.passphrase === null ? '/bin/false' : await writeAskpass(run.dir),
      ...(run.passphrase === null ? {} : { SIGNET_PASSPHRASE: run.passphrase }),
      ...(run.agentSocket === null ? {} : { SSH_AUTH_SOCK: run.agentSocket }),
    },
  })
  if (code !== 0) throw classify(stderr, run.passphrase)
  return stdout
}

/** ssh-keygen takes a passphrase from an argument, which every user of the machine can see, or from this program. */
async function writeAskpass(dir: string): Promise<string> {
  const file = path.join(dir, 'askpass')
  await writeFile(file, `#!/bin/sh\nprintf '%s\\n' "$SIGNET_PASSPHRASE"\n`, { mode: 0o700 })
  return file
}

function classify(stderr: string, passphrase: string | null): KeyError {
  if (/incorrect passphrase/.test(stderr)) {
    return passphrase === null
      ? new KeyError('passphrase-needed', 'The key has a passphrase, and none is configured.')
      : new KeyError('passphrase-wrong', 'The passphrase does not open the key.')
  }
  if (/UNPROTECTED|bad permissions/.test(stderr)) {
    return new KeyError('key-too-open', 'Others can read the key file; its mode must be 0600.')
  }
  if (/No private key found/.test(stderr)) {
    return new KeyError('agent-lacks-key', 'The ssh-agent does not hold the configured key.')
  }
  if (/agent refused|communication with agent failed/.test(stderr)) {
    return new KeyError('agent-refused', 'The ssh-agent refused to sign.')
  }
  if (/error in libcrypto|invalid format|is not a .*key file|unknown or unsupported/.test(stderr)) {
    return new KeyError('key-unreadable', 'The configured text is no SSH private key.')
  }
  return new KeyError('sign-failed', 'ssh-keygen failed.')
}

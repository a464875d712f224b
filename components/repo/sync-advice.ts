const ADVICE: Readonly<Record<string, string>> = {
  'url-refused': 'Correct the address in the configuration and start again.',
  'auth-failed': 'Check the credentials of this repository in the configuration.',
  'host-key': 'Compare the server’s host key with your administrator before you accept a new one.',
  unreachable: 'Check that the server is up and can be reached from here.',
  'not-found': 'Check the address, and that the credentials may read the repository.',
  timeout: 'The next attempt may succeed; if none does, look at the network to the server.',
  'disk-full': 'Free space where the data directory lies.',
  unwritable: 'Make the data directory writable for the user that runs Signet.',
  corrupt: 'The local copy was put aside; the next sync clones anew.',
  'ref-conflict': 'The next sync tries again in another way.',
  'too-large': 'The repository is over the limits; raise them if that is intended.',
  killed: 'The next sync starts over.',
  'output-limit': 'The repository is over the limits; raise them if that is intended.',
  'tags-vanished':
    'This looks like a mistake, a broken answer or an attack, so nothing was changed. If it was done on purpose, an admin syncs once more by hand.',
  'trust-unreadable':
    'Without it nobody’s signature can be checked. Check the file and its permissions.',
  'git-failed': 'The server’s log has more of it.',
}

/** What to do about a failed sync, by its code; null where nobody knows. */
export function syncAdvice(code: string): string | null {
  return Object.hasOwn(ADVICE, code) ? (ADVICE[code] ?? null) : null
}

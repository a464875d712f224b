import type { TrustAnswer } from '@/lib/views/command'
import { Notice } from '../ui/notice'

type TrustProblem = Extract<TrustAnswer, { kind: 'read' }>['problems'][number]

const FILES = {
  'allowed-signers': 'trust.allowed_signers',
  'revoked-keys': 'trust.revoked_keys',
  'openpgp-keys': 'trust.openpgp_keys',
  'service-key': 'service_account.key',
} satisfies Record<TrustProblem['file'], string>

const WHY = {
  'bad-quotes': 'a quote is not closed',
  'no-key': 'there is no key after the principals',
  'bad-key': 'its key cannot be read',
  'not-a-key':
    'it is neither an SSH public key nor a SHA256: fingerprint; until it is fixed, no SSH signature is trusted',
  'cert-authority': 'certificates are not supported',
  'key-unsupported': 'signatures of this kind of key are not verified',
  'unknown-option': 'it has an option other than namespaces, valid-after and valid-before',
  'option-not-quoted': 'the value of an option is not in quotes',
  'option-twice': 'an option appears twice',
  'bad-time': 'a time is not YYYYMMDD, optionally followed by HHMM or HHMMSS',
  'ends-before-it-starts': 'valid-before is not after valid-after',
  'not-armored': 'there is no armored OpenPGP public key',
  'private-key': 'it contains a private key, which must not be stored here',
  'key-version': 'only OpenPGP keys of version 4 are read',
} satisfies Record<TrustProblem['code'], string>

/** The lines of the trust files that are not used, with the reasons. */
export function TrustProblems({ trust }: { readonly trust: TrustAnswer }) {
  if (trust.kind === 'unreadable') {
    return (
      <Notice tone="danger" title="Nothing is synced: the trusted keys cannot be read">
        {trust.why} The registry stays as it was.
      </Notice>
    )
  }
  const { problems } = trust
  if (problems.length === 0) return null
  const title = `${problems.length === 1 ? 'A line' : `${problems.length} lines`} of the trusted keys ${problems.length === 1 ? 'is' : 'are'} not used`
  return (
    <Notice tone="warning" title={title}>
      <ul>
        {problems.slice(0, 20).map(({ file, line, code }) => (
          <li key={`${file} ${line} ${code}`}>
            <code className="text-xs">{FILES[file]}</code>, line {line}: {WHY[code]}.
          </li>
        ))}
        {problems.length > 20 ? <li>And {problems.length - 20} more.</li> : null}
      </ul>
    </Notice>
  )
}

import type { SignerView } from '@/lib/views/command'
import { CommandLine } from '../ui/command-line'
import { Copyable } from '../ui/copyable'
import { Fact, Facts } from '../ui/facts'
import { Notice } from '../ui/notice'
import { Panel } from '../ui/panel'

export type SigningState =
  | { readonly kind: 'off'; readonly why: string }
  | {
      readonly kind: 'ssh'
      readonly signer: SignerView
      /** `type base64`. */
      readonly line: string
    }
  | { readonly kind: 'openpgp'; readonly signer: SignerView; readonly armored: string }

/** The signing key of Signet, and how to trust it. */
export function SigningKey({ signing }: { readonly signing: SigningState }) {
  if (signing.kind === 'off') {
    return (
      <Notice tone="danger" title="Nothing can be written: signing does not work">
        {signing.why} Reading still works. The key is configured in signet.yaml under
        service_account; Signet checks it at start.
      </Notice>
    )
  }
  const { signer } = signing
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
      <Panel title="Service account">
        <div className="px-4 py-3">
          <Facts>
            <Fact name="Name">{signer.name}</Fact>
            <Fact name="E-mail">
              <Copyable text={signer.email} label="e-mail address" />
            </Fact>
            <Fact name="Signs with">{signer.format === 'ssh' ? 'SSH' : 'OpenPGP'}</Fact>
            <Fact name="Key">
              <Copyable text={signer.key} label="key fingerprint" />
            </Fact>
          </Facts>
        </div>
      </Panel>
      <Panel title="How to trust it">
        <div className="flex flex-col gap-3 px-4 py-3">
          {signing.kind === 'ssh' ? (
            <TrustSsh email={signer.email} line={signing.line} />
          ) : (
            <TrustOpenpgp armored={signing.armored} />
          )}
        </div>
      </Panel>
    </div>
  )
}

function TrustSsh({ email, line }: { readonly email: string; readonly line: string }) {
  const allowed = `${email} namespaces="git" ${line}`
  return (
    <>
      <p className="text-text-soft">
        This line in an allowed signers file states that the key may sign for the service account.
        With it, anyone can verify every tag without Signet:
      </p>
      <CommandLine command={allowed} label="allowed signer" />
      <p className="text-text-soft">In a clone:</p>
      <CommandLine
        label="commands"
        command={`mkdir -p ~/.config/git\necho '${allowed}' >> ~/.config/git/allowed_signers\ngit config gpg.ssh.allowedSignersFile ~/.config/git/allowed_signers\ngit verify-tag 'MODEL#STAGE#N'`}
      />
    </>
  )
}

function TrustOpenpgp({ armored }: { readonly armored: string }) {
  return (
    <>
      <p className="text-text-soft">
        Save the public key as signet.asc and import it; you can then verify every tag without
        Signet:
      </p>
      <CommandLine command={armored.trim()} label="public key" />
      <CommandLine
        label="commands"
        command={"gpg --import signet.asc\ngit verify-tag 'MODEL#STAGE#N'"}
      />
    </>
  )
}

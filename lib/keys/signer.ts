/** The public half of a signing key. */
export type PublicKey =
  /** `line`: `type base64`, as allowed_signers files and hosts take it. */
  | { readonly format: 'ssh'; readonly fingerprint: string; readonly line: string }
  /** `fingerprint`: of the primary key, upper-case hex. */
  | { readonly format: 'openpgp'; readonly fingerprint: string; readonly armored: string }

/** Signs the tags that Signet writes. It does not expose the private key. */
export type Signer = {
  readonly view: {
    readonly name: string
    readonly email: string
    readonly format: 'ssh' | 'openpgp'
    /** `SHA256:...` or the OpenPGP fingerprint. */
    readonly key: string
  }
  readonly publicKey: PublicKey
  /**
   * The armored signature of these bytes, as it stands at the end of a Git object; an SSH one is for the
   * namespace `git`. Throws KeyError.
   */
  sign(payload: string | Buffer): Promise<string>
}

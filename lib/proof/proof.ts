import type { Oid, SignatureFormat } from '@/lib/snapshot/types'

/**
 * A principal, and when a key proves it: Unix seconds, both ends included; null: no limit. The principal is
 * text of the key ring, never of the tag.
 */
export type Grant = {
  readonly signer: string
  readonly from: number | null
  readonly until: number | null
}

/** What a signature covers besides the message. */
export type TagClaims = {
  /** The name inside the tag object. */
  readonly name: string
  readonly target: Oid
  readonly type: 'commit' | 'tree' | 'blob' | 'tag'
  /** Tagger date, Unix seconds. */
  readonly at: number
  /** Different values of `Registry-Repo` lines, two at most. */
  readonly registryRepos: readonly string[]
}

/** Why a signed tag object is not one that git or Signet would have written. */
export type MalformedCode =
  | 'headers'
  | 'nul-byte'
  | 'tag-name'
  | 'many-signatures'
  | 'text-after-signature'
  | 'armor'
  | 'signature-structure'

export type UnsupportedCode = 'format' | 'key-type' | 'key-size' | 'algorithm' | 'signature-type'

export type BadCode = 'incorrect' | 'namespace' | 'signature-expired'

export type UntrustedCode = 'key-unknown' | 'namespace-not-permitted' | 'revocations-unreadable'

/**
 * What a tag object's bytes and a key ring prove. It does not depend on the ref's name and the clock, so it is valid as
 * long as both stay the same. `key` is `SHA256:...` or an OpenPGP primary fingerprint, in upper case. Plain data, to be
 * stored.
 */
export type SignatureProof =
  | { readonly kind: 'unsigned' }
  | {
      readonly kind: 'malformed'
      readonly format: SignatureFormat
      readonly why: MalformedCode
    }
  | {
      readonly kind: 'unsupported'
      readonly format: SignatureFormat
      readonly key: string | null
      readonly why: UnsupportedCode
    }
  | {
      readonly kind: 'bad'
      readonly format: SignatureFormat
      readonly key: string | null
      readonly why: BadCode
    }
  | {
      readonly kind: 'untrusted'
      readonly format: SignatureFormat
      readonly key: string
      readonly why: UntrustedCode
    }
  | { readonly kind: 'revoked'; readonly format: SignatureFormat; readonly key: string }
  /** An OpenPGP key that has expired at an unknown time. Keys with a known end expire by their grants. */
  | { readonly kind: 'expired'; readonly format: SignatureFormat; readonly key: string }
  | {
      readonly kind: 'trusted'
      readonly format: SignatureFormat
      readonly key: string
      readonly grants: readonly [Grant, ...Grant[]]
      readonly claims: TagClaims
    }

/** An OpenPGP signature, which gpgv has to verify. */
export type OpenpgpTag = {
  readonly kind: 'openpgp'
  readonly payload: Buffer
  /** One signature packet, without armor. */
  readonly signature: Buffer
  readonly claims: TagClaims
}

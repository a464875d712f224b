import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 32 random bytes as text that is safe in cookies, addresses and headers. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in hex: what is kept of a secret. Its 256 random bits need no salt and no slow hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Whether two secrets are equal, in a time that says nothing of where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)))
}

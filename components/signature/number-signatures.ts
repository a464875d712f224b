import type { SignatureView } from '@/lib/views/signature'

/** Numbers the signatures of a page, equal ones once, so that each is sent to the browser once. */
export function numberSignatures() {
  const signatures: SignatureView[] = []
  const places = new Map<string, number>()
  return {
    /** Those numbered so far; the place of each is its number. */
    signatures,
    placeOf(signature: SignatureView): number {
      const key = JSON.stringify(signature)
      const place = places.get(key) ?? signatures.push(signature) - 1
      places.set(key, place)
      return place
    },
  }
}

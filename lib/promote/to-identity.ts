import type { Identity } from '@/lib/policy/principal'

/** Who it is, without what they may do: that is looked up anew each time. */
export function toIdentity({ id, name, email, groups }: Identity): Identity {
  return { id, name, email, groups }
}

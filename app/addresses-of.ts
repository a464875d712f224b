import { getConfig } from '@/lib/config/get-config'
import { listAddresses } from '@/lib/config/list-addresses'

/** The addresses of a configured repository. */
export function addressesOf(slug: string): readonly string[] {
  const repo = getConfig().repos.find((one) => one.slug === slug)
  return repo === undefined ? [] : listAddresses(repo)
}

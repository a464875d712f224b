import type { AuthProvider, Config } from '@/lib/config/config'

const PUBLIC_ISSUERS = { github: 'https://github.com', gitlab: 'https://gitlab.com' }

/** The issuer of an identity, which is the first half of a person's id: an OIDC issuer exactly as it names itself. */
export function formatIssuer(provider: AuthProvider): string {
  if (provider.type === 'oidc') return provider.issuer
  return provider.issuer ?? PUBLIC_ISSUERS[provider.type]
}

/** A provider with its name in addresses. */
export type NamedProvider = { readonly id: string; readonly provider: AuthProvider }

/** In the order of the configuration. The id is the name in small letters, digits and dashes; where two would be equal,
 *  the later one gets a number. */
export function listProviders({ auth }: Pick<Config, 'auth'>): readonly NamedProvider[] {
  const taken = new Set<string>()
  return auth.providers.map((provider) => {
    const wanted = formatId(provider.name) || provider.type
    let id = wanted
    for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`
    taken.add(id)
    return { id, provider }
  })
}

function formatId(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

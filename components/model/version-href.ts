import { modelHref } from './model-href'

type VersionKey = { readonly repo: string; readonly name: string; readonly version: string }

/** The address of a version's page, which names it for ever. */
export function versionHref({ version, ...model }: VersionKey): string {
  return `${modelHref(model)}/v/${encodeURIComponent(version)}`
}

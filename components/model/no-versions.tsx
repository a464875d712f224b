import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'

/** A model that is described but has no version yet. */
export function NoVersions({ name }: { readonly name: string }) {
  const tag = `${name.replaceAll(':', '=')}@v1.0.0`
  return (
    <EmptyState icon="tag" title="No versions yet">
      <p>A version is an annotated tag on the commit that made it:</p>
      <CommandLine command={`git tag -a '${tag}' -m 'First version'\ngit push origin '${tag}'`} />
    </EmptyState>
  )
}

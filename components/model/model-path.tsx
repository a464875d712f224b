import { CopyButton } from '../ui/copy-button'
import { Copyable } from '../ui/copyable'
import { Fact } from '../ui/facts'
import { UntrustedText } from '../ui/untrusted-text'

/** Where a model is: a path of the repository, or an address. */
export function ModelPath({ path }: { readonly path: string }) {
  if (!isWebAddress(path)) {
    return (
      <Fact name="Path">
        <Copyable text={path} label="path" />
      </Fact>
    )
  }
  return (
    <Fact name="URL">
      <span className="flex items-start gap-0.5">
        <a
          href={path}
          rel="noopener noreferrer nofollow"
          className="min-w-0 text-accent break-all hover:underline"
        >
          <UntrustedText text={path} />
        </a>
        <CopyButton text={path} label="URL" />
      </span>
    </Fact>
  )
}

/** Only http and https addresses become links. */
function isWebAddress(path: string): boolean {
  return /^https?:\/\//i.test(path)
}

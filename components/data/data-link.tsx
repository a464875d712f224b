import { UntrustedText } from '../ui/untrusted-text'

/** A link in the tables of a content. */
export function DataLink({ href, text }: { readonly href: string; readonly text: string }) {
  return (
    <a href={href} className="text-accent hover:underline">
      <UntrustedText text={text} max={300} />
    </a>
  )
}

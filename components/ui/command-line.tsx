import { CopyButton } from './copy-button'
import { UntrustedText } from './untrusted-text'

type Props = { readonly command: string; readonly label?: string }

/** One or more lines to paste into a terminal or a file. Hidden characters are shown by name, and copied as they are. */
export function CommandLine({ command, label = 'command' }: Props) {
  return (
    <div className="flex items-start gap-1 rounded-md border border-line bg-sunken py-1 ps-3 pe-1">
      <pre className="min-w-0 flex-1 py-1 text-xs leading-5 break-words whitespace-pre-wrap">
        <UntrustedText text={command} max={command.length} />
      </pre>
      <CopyButton text={command} label={label} />
    </div>
  )
}

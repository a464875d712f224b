'use client'

import { useEffect, useState } from 'react'
import { Icon } from './icon'

type Props = { readonly text: string; readonly label: string }

/** Copies `text`. `label` names what is copied: "tag", "commit". */
export function CopyButton({ text, label }: Props) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])

  return (
    <button
      type="button"
      title={copied ? 'Copied' : `Copy ${label}`}
      aria-label={copied ? `Copied ${label}` : `Copy ${label} ${text.slice(0, 300)}`}
      onClick={async () => setCopied(await copy(text))}
      className="relative z-1 inline-grid size-6 flex-none place-items-center rounded-sm text-text-faint hover:bg-raised hover:text-text [&_.icon]:size-3.5"
    >
      {copied ? <Icon name="check" className="text-ok" /> : <Icon name="copy" />}
    </button>
  )
}

async function copy(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text)
    return true
  }
  return copyBySelection(text)
}

/** Pages served without TLS have no clipboard interface; a selected text can still be copied. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.setAttribute('readonly', '')
  area.className = 'fixed opacity-0'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}

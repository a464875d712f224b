/** How long a button shows that it has copied, in milliseconds. */
const SAID_FOR = 1500

/** Copies the text of a CopyButton, and shows it on the button. */
export async function copyFrom(button: HTMLElement): Promise<void> {
  if (!(await copy(button.dataset.copy ?? ''))) return
  const icon = button.querySelector('use')
  const before = [icon?.getAttribute('href') ?? '', button.ariaLabel ?? ''] as const
  if (button.hasAttribute('data-copied')) return
  button.setAttribute('data-copied', '')
  icon?.setAttribute('href', '/icons.svg#check')
  button.ariaLabel = before[1].replace('Copy', 'Copied')
  setTimeout(() => {
    button.removeAttribute('data-copied')
    icon?.setAttribute('href', before[0])
    button.ariaLabel = before[1]
  }, SAID_FOR)
}

async function copy(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text)
    return true
  }
  return copyBySelection(text)
}

/** Pages without TLS have no clipboard interface, but a selected text can still be copied. */
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

import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'
import { readTheme, type ThemeChoice } from './theme'

const THEME_ID = 'theme-choice'

/** A button that opens the choice of theme (see interactions.tsx). By default, colours follow the system. */
export function ThemeSwitch() {
  return (
    <>
      <button
        type="button"
        popoverTarget={THEME_ID}
        data-menu="w-40 p-1"
        aria-label="Theme"
        data-tip="Theme"
        className="icon-button noscript:hidden"
      >
        <Icon name="sun-moon" />
      </button>
      <fieldset
        id={THEME_ID}
        popover="auto"
        className="inset-[3.25rem_0.75rem_auto_auto] m-0 w-40 rounded-lg bg-surface p-1 text-text shadow-float"
      >
        <legend className="sr-only">Theme</legend>
        {THEMES.map(({ id, label, icon }) => (
          <label key={id} className="option">
            <input type="radio" name="theme" value={id} className="sr-only" />
            <Icon name={icon} />
            {label}
          </label>
        ))}
      </fieldset>
    </>
  )
}

/** Marks the current theme in the choice; does nothing to other elements. */
export function showTheme(choice: Element): void {
  if (choice.id !== THEME_ID) return
  const picked = readTheme()
  for (const input of choice.querySelectorAll('input')) input.checked = input.value === picked
}

export const THEMES: readonly { id: ThemeChoice; label: string; icon: IconName }[] = [
  { id: 'system', label: 'System', icon: 'monitor' },
  { id: 'light', label: 'Light', icon: 'sun' },
  { id: 'dark', label: 'Dark', icon: 'moon' },
]

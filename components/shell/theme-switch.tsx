'use client'

import { useTheme } from 'next-themes'
import { useSyncExternalStore } from 'react'
import { Icon } from '../ui/icon'
import { THEMES } from './themes'

const subscribeNever = () => () => {}

/** A button that opens the choice of theme. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme()
  const mounted = useSyncExternalStore(
    subscribeNever,
    () => true,
    () => false,
  )
  return (
    <>
      <button
        type="button"
        popoverTarget="theme-choice"
        aria-label="Theme"
        title="Theme"
        className="grid size-8 place-items-center rounded-md text-text-soft hover:bg-raised hover:text-text"
      >
        <Icon name="sun-moon" />
      </button>
      <fieldset
        id="theme-choice"
        popover="auto"
        className="inset-[3.25rem_0.75rem_auto_auto] m-0 w-40 rounded-lg bg-surface p-1 text-text shadow-float"
      >
        <legend className="sr-only">Theme</legend>
        {THEMES.map(({ id, label, icon }) => (
          <label
            key={id}
            className="flex h-8 items-center gap-2 rounded-md px-2 hover:bg-sunken has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="theme"
              className="sr-only"
              checked={mounted && theme === id}
              onChange={() => setTheme(id)}
            />
            <Icon name={icon} className="text-text-soft" />
            {label}
          </label>
        ))}
      </fieldset>
    </>
  )
}

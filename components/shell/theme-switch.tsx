'use client'

import { useEffect, useState } from 'react'
import { Icon } from '../ui/icon'
import { pickTheme, readTheme, type ThemeChoice } from './theme'
import { THEMES } from './themes'

/** A button that opens the choice of theme. Until someone picks one, colours follow the system. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<ThemeChoice | null>(null)
  // The palette and other tabs change it too.
  const look = () => setTheme(readTheme())
  useEffect(look, [])
  return (
    <>
      <button
        type="button"
        popoverTarget="theme-choice"
        aria-label="Theme"
        title="Theme"
        className="grid size-8 place-items-center rounded-md text-text-soft hover:bg-raised hover:text-text noscript:hidden"
      >
        <Icon name="sun-moon" />
      </button>
      <fieldset
        id="theme-choice"
        popover="auto"
        onBeforeToggle={look}
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
              checked={theme === id}
              onChange={() => {
                pickTheme(id)
                setTheme(id)
              }}
            />
            <Icon name={icon} className="text-text-soft" />
            {label}
          </label>
        ))}
      </fieldset>
    </>
  )
}

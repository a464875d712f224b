export type ThemeChoice = 'system' | 'light' | 'dark'

const KEY = 'theme'

/** Applies the stored theme before the first paint, and follows other tabs. It is inlined into the page. */
export const THEME_SCRIPT = `try{const apply=()=>{const theme=localStorage.${KEY},{dataset}=document.documentElement
theme==='light'||theme==='dark'?dataset.theme=theme:delete dataset.theme}
apply();addEventListener('storage',apply)}catch{}`

/** The chosen theme; `system` without a choice. */
export function readTheme(): ThemeChoice {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Applies a theme, and stores it if storage is available. */
export function pickTheme(theme: ThemeChoice): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
  try {
    window.localStorage.setItem(KEY, theme)
  } catch {
    // storage is switched off
  }
}

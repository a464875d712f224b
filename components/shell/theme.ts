export type ThemeChoice = 'system' | 'light' | 'dark'

const KEY = 'theme'

/** Applies the theme that was picked before anything is drawn, and follows other tabs. Runs as it stands in the page. */
export const THEME_SCRIPT = `try{const apply=()=>{const theme=localStorage.${KEY},{dataset}=document.documentElement
theme==='light'||theme==='dark'?dataset.theme=theme:delete dataset.theme}
apply();addEventListener('storage',apply)}catch{}`

/** The theme that was picked; what the system has where none was. */
export function readTheme(): ThemeChoice {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Applies a theme, and keeps it where things can be kept. */
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

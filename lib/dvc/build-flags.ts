import { isList, isMapping } from '@/lib/repo-data/data-value'
import type { DataValue } from '@/lib/snapshot/types'
import { printScalar } from './print-scalar'

/** `parsing` in `.dvc/config`: how booleans and lists become flags. */
export type CommandStyle = {
  readonly bool: 'store_true' | 'boolean_optional'
  readonly list: 'nargs' | 'append'
}

/**
 * Reads the section `parsing` of a `.dvc/config`, where case does not count and a value may be quoted; any other value
 * than the known ones means the default.
 */
export function parseCommandStyle(config: string): CommandStyle {
  let section = ''
  const found = new Map<string, string>()
  for (const line of config.split('\n')) {
    const header = /^\s*\[([^\]]*)\]/.exec(line)
    if (header) section = (header[1] ?? '').trim().toLowerCase()
    const setting = /^\s*(\w+)\s*=\s*["']?(\w+)["']?\s*(?:#.*)?$/.exec(line)
    if (section === 'parsing' && setting) {
      found.set((setting[1] ?? '').toLowerCase(), (setting[2] ?? '').toLowerCase())
    }
  }
  return {
    bool: found.get('bool') === 'boolean_optional' ? 'boolean_optional' : 'store_true',
    list: found.get('list') === 'append' ? 'append' : 'nargs',
  }
}

/** A mapping of a command as flags: `--a.b value`. Null for a list, and where a list holds more than scalars. */
export function buildFlags(value: DataValue, style: CommandStyle): string | null {
  if (!isMapping(value)) return null
  const flags: (string | null)[] = []
  const visit = (inner: DataValue, name: string): void => {
    if (isMapping(inner)) {
      for (const [key, next] of Object.entries(inner))
        visit(next, name === '' ? key : `${name}.${key}`)
    } else flags.push(buildFlag(name, inner, style))
  }
  visit(value, '')
  return flags.includes(null) ? null : flags.filter((flag) => flag !== '').join(' ')
}

function buildFlag(name: string, value: DataValue, style: CommandStyle): string | null {
  if (value === true) return `--${name}`
  if (value === false) return style.bool === 'boolean_optional' ? `--no-${name}` : ''
  if (!isList(value)) return `--${name} ${quoteArgument(value) ?? ''}`
  const texts = value.map(quoteArgument)
  if (texts.includes(null)) return null
  if (texts.length === 0) return ''
  return style.list === 'append'
    ? texts.map((text) => `--${name} ${text}`).join(' ')
    : `--${name} ${texts.join(' ')}`
}

/** A text is quoted for the shell as Python's `shlex.quote` does. Other values are printed as Python prints them. */
function quoteArgument(value: DataValue): string | null {
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'string') return printScalar(value)
  if (value === '') return "''"
  return /[^\w@%+=:,./-]/.test(value) ? `'${value.replaceAll("'", `'"'"'`)}'` : value
}

type SignerOptions = {
  readonly certAuthority: boolean
  /** A pattern list; null: every namespace. */
  readonly namespaces: string | null
  readonly from: number | null
  readonly until: number | null
}

export type SignerOptionsProblem =
  | 'unknown-option'
  | 'option-not-quoted'
  | 'option-twice'
  | 'bad-time'
  | 'ends-before-it-starts'

type State = { -readonly [Key in keyof SignerOptions]: SignerOptions[Key] }
type Parsed =
  | { readonly kind: 'options'; readonly options: SignerOptions }
  | { readonly kind: 'problem'; readonly problem: SignerOptionsProblem }

/** The options of a line of `allowed_signers`, comma-separated, as OpenSSH reads them. */
export function parseSignerOptions(text: string): Parsed {
  const state: State = { certAuthority: false, namespaces: null, from: null, until: null }
  let rest = text
  while (rest !== '') {
    const flag = /^cert-authority/i.exec(rest)
    const valued = /^(namespaces|valid-after|valid-before)=/i.exec(rest)
    if (flag) {
      state.certAuthority = true
      rest = rest.slice(flag[0].length)
    } else if (valued) {
      const quoted = /^"((?:\\"|(?!\\")[^"])*)"/.exec(rest.slice(valued[0].length))
      if (!quoted) return { kind: 'problem', problem: 'option-not-quoted' }
      const value = (quoted[1] ?? '').replaceAll('\\"', '"')
      const problem = setOption(state, (valued[1] ?? '').toLowerCase(), value)
      if (problem) return { kind: 'problem', problem }
      rest = rest.slice(valued[0].length + quoted[0].length)
    } // nothing between commas is an option too
    if (rest === '') break
    if (!/^,./s.test(rest)) return { kind: 'problem', problem: 'unknown-option' }
    rest = rest.slice(1)
  }
  if (state.from !== null && state.until !== null && state.until <= state.from)
    return { kind: 'problem', problem: 'ends-before-it-starts' }
  return { kind: 'options', options: state }
}

function setOption(state: State, name: string, value: string): SignerOptionsProblem | null {
  if (name === 'namespaces') {
    if (state.namespaces !== null) return 'option-twice'
    state.namespaces = value
    return null
  }
  const key = name === 'valid-after' ? 'from' : 'until'
  if (state[key] !== null) return 'option-twice'
  state[key] = parseSignerTime(value)
  return state[key] === null ? 'bad-time' : null
}

const FORM = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z?)$/i

/**
 * A time of `allowed_signers` (`YYYYMMDD[HHMM[SS]][Z]`) as Unix seconds, null when it is none. Without `Z` it
 * is the server's own time zone, and that zone's standard time all year, as in OpenSSH.
 */
function parseSignerTime(text: string): number | null {
  const match = FORM.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0))
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  if (hour > 23 || minute > 59 || second > 59) return null
  const utc = Date.UTC(year, month - 1, day, hour, minute, second) / 1000
  const seconds = match[7] ? utc : utc + standardOffset(year) * 60
  return year >= 1970 && seconds > 0 ? seconds : null
}

/** Minutes that standard time is behind UTC; summer time is ahead of it on both hemispheres. */
function standardOffset(year: number): number {
  return Math.max(
    new Date(year, 0, 1).getTimezoneOffset(),
    new Date(year, 6, 1).getTimezoneOffset(),
  )
}

import { parseSignerTime } from './parse-signer-time'

export type SignerOptions = {
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

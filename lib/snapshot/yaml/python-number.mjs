/** Python refuses to read or print longer integers. */
const MAX_INTEGER_DIGITS = 4300

/**
 * A double as Python prints it: the shortest digits that give it back, with an exponent below 0.0001 and from 1e16.
 *
 * @param {number} value
 */
export function formatPythonFloat(value) {
  if (Number.isNaN(value)) return 'nan'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  if (!Number.isFinite(value)) return `${sign}inf`
  const [mantissa = '', power = ''] = Math.abs(value).toExponential().split('e')
  const exponent = Number(power)
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${size}`
  }
  const digits = mantissa.replace('.', '')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}

/**
 * An integer as Python prints it; null when Python refuses it for its length.
 *
 * @param {string} sign `-`, `+` or nothing.
 * @param {string} digits One or more digits of the base.
 * @param {2 | 8 | 10 | 16} base
 * @returns {string | null}
 */
export function formatPythonInteger(sign, digits, base) {
  const bare = digits.replace(/^0+(?=.)/, '')
  if (bare.length > MAX_INTEGER_DIGITS) return null
  const text = base === 10 ? bare : BigInt(PREFIX[base] + bare).toString()
  return sign === '-' && text !== '0' ? `-${text}` : text
}

const PREFIX = { 2: '0b', 8: '0o', 16: '0x' }

/**
 * The number itself where JavaScript writes it as Python and as the document does, else null.
 *
 * @param {string} number As Python prints it.
 * @param {string} written
 * @returns {number | null}
 */
export function findPlainNumber(number, written) {
  if (number !== written) return null
  const value = Number(number)
  return String(value) === number ? value : null
}

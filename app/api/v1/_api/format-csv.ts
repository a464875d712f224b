/** A line of CSV as RFC 4180 has it. */
export function formatCsvLine(cells: readonly string[]): string {
  return `${cells.map(formatCell).join(',')}\r\n`
}

/**
 * What a spreadsheet would run or take for the end of a cell: signs that begin a formula, in full width too, also behind
 * characters that it drops.
 */
const FORMULA =
  /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b])/u

/** Cells of these characters alone need no quotes with any separator. */
const PLAIN = /^[\p{L}\p{N} .:@<>()/#_+-]*$/u

function formatCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return PLAIN.test(safe) ? safe : `"${safe.replaceAll('"', '""')}"`
}

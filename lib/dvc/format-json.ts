/** JSON as Python's `json.dumps(sort_keys=True)` writes a list of flat objects: `", "`, `": "`, and ASCII alone. */
export function formatJson(items: readonly Readonly<Record<string, string>>[]): string {
  const objects = items.map((item) => {
    const members = Object.keys(item)
      .sort()
      .map((key) => `${formatText(key)}: ${formatText(item[key] ?? '')}`)
    return `{${members.join(', ')}}`
  })
  return `[${objects.join(', ')}]`
}

function formatText(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

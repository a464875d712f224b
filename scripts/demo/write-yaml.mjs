/** Mappings, lists and scalars as YAML, in the block form in which DVC writes its files. */
export function writeYaml(value) {
  return writeLines(value, '').join('\n').concat('\n')
}

function writeLines(value, indent) {
  if (Array.isArray(value)) return value.flatMap((item) => writeItem(item, indent))
  return Object.entries(value).flatMap(([key, child]) => {
    if (!isNested(child)) return [`${indent}${key}: ${writeScalar(child)}`]
    const deeper = Array.isArray(child) ? indent : `${indent}  `
    return [`${indent}${key}:`, ...writeLines(child, deeper)]
  })
}

function writeItem(item, indent) {
  if (!isNested(item)) return [`${indent}- ${writeScalar(item)}`]
  const [first, ...rest] = writeLines(item, `${indent}  `)
  return [`${indent}- ${first.trimStart()}`, ...rest]
}

function isNested(value) {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

function writeScalar(value) {
  if (Array.isArray(value)) return '[]'
  if (typeof value !== 'string')
    return typeof value === 'object' && value !== null ? '{}' : String(value)
  const plain =
    /^[A-Za-z$./][A-Za-z0-9 $(){}_./,;=@-]*$/.test(value) &&
    !/^(true|false|null|yes|no)$/i.test(value)
  return plain && !value.endsWith(' ') ? value : JSON.stringify(value)
}

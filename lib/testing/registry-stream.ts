/** A `git fast-import` stream of commits of 20 models: one registers and one is assigned at each commit. */
export function formatRegistryStream(from: number, to: number): string {
  const names = Array.from({ length: 20 }, (_, index) => `model-${index}`)
  const annotations = names.map((name) => `${name}:\n  type: model\n`).join('')
  const parts: string[] = []
  for (let commit = from; commit < to; commit += 1) {
    const name = names[commit % names.length]
    const at = 1_700_000_000 + commit * 60
    const version = `v1.${commit}.0`
    const parent = commit === from && from > 0 ? 'from refs/heads/main^0\n' : ''
    parts.push(
      `commit refs/heads/main\nmark :${commit + 1}\n${formatPerson('committer', at)}${formatData('change')}${parent}`,
      `M 100644 inline artifacts.yaml\n${formatData(annotations)}`,
      `M 100644 inline metrics.json\n${formatData(JSON.stringify({ auc: commit / 10_000 }))}\n`,
      formatTag(`${name}@${version}`, commit + 1, at + 1),
      formatTag(`${name}#production#${commit}`, commit + 1, at + 2),
    )
  }
  return `${parts.join('')}done\n`
}

function formatTag(name: string, mark: number, at: number): string {
  return `tag ${name}\nfrom :${mark}\n${formatPerson('tagger', at)}${formatData(name)}`
}

function formatPerson(role: 'committer' | 'tagger', at: number): string {
  return `${role} Ada Example <ada@example.com> ${at} +0000\n`
}

function formatData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}

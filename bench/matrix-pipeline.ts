/** Stages, years and regions of a pipeline with as many stages as the largest public one: 11 × 350 + 322 = 4,172. */
const BLOCKS = 12
const YEARS = 7
const REGIONS = 50
const REGIONS_OF_LAST = 46

type Stage = { readonly block: number; readonly year: number; readonly region: number }

/** A commit as `git fast-import` reads it: a pipeline of 12 `matrix` blocks and its lock, in which every stage has run. */
export function formatMatrixPipeline(): string {
  const files = { 'dvc.yaml': formatYaml(), 'dvc.lock': formatLock() }
  const added = Object.entries(files).map(
    ([name, text]) => `M 100644 inline ${name}\ndata ${text.length}\n${text}\n`,
  )
  const who = 'Ada Ames <ada.ames@example.com> 1700000000 +0000'
  return `commit refs/heads/main\ncommitter ${who}\ndata 1\nx\n${added.join('')}`
}

function formatYaml(): string {
  const blocks = Array.from({ length: BLOCKS }, (_, block) => {
    const { deps, outs, cmd } = formatStage(block, formatTemplate('year'), formatTemplate('region'))
    const years = listNumbers(YEARS).join(', ')
    const regions = listNumbers(countRegions(block)).join(', ')
    return `  step${block}:
    matrix: { year: [${years}], region: [${regions}] }
    cmd: ${cmd}
    deps: ${JSON.stringify(deps)}
    outs: ${JSON.stringify(outs)}
`
  })
  return `stages:\n${blocks.join('')}`
}

function formatTemplate(axis: string): string {
  return `\${item.${axis}}`
}

function formatLock(): string {
  return `schema: '2.0'\nstages:\n${listStages().map(formatEntry).join('')}`
}

function formatEntry({ block, year, region }: Stage): string {
  const { deps, outs, cmd } = formatStage(block, String(year), String(region))
  const formatItem = (path: string) =>
    `    - path: ${path}\n      hash: md5\n      md5: ${formatHash(path)}\n      size: ${1000 + block}\n`
  return `  step${block}@${year}-${region}:
    cmd: ${cmd}
    deps:
${deps.map(formatItem).join('')}    outs:
${outs.map(formatItem).join('')}`
}

function formatStage(block: number, year: string, region: string) {
  const out = (of: number) => `out/step${of}/${year}-${region}.parquet`
  return {
    cmd: `python src/step${block}.py --year ${year} --region ${region}`,
    deps: [`src/step${block}.py`, block === 0 ? `raw/${year}.zip` : out(block - 1)],
    outs: [out(block)],
  }
}

function listStages(): readonly Stage[] {
  return listNumbers(BLOCKS).flatMap((block) =>
    listNumbers(YEARS).flatMap((year) =>
      listNumbers(countRegions(block)).map((region) => ({ block, year, region })),
    ),
  )
}

function countRegions(block: number): number {
  return block === BLOCKS - 1 ? REGIONS_OF_LAST : REGIONS
}

function listNumbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at)
}

/** The same 32 hexadecimal digits for the same path. */
function formatHash(path: string): string {
  let hash = 0
  for (const letter of path) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0
  return hash.toString(16).padStart(32, '0')
}

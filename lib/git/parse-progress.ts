/** Objects of a pack, as git counts them on stderr while they arrive (`receiving`) and are put together (`resolving`). */
export type PackProgress = {
  readonly stage: 'receiving' | 'resolving'
  readonly percent: number
  readonly done: number
  readonly total: number
}

/**
 * Reads git's progress lines as they come and passes on the newest of each stage and chunk. In place of
 * simple-git's own reader, which sees only lines that happen to start a chunk.
 */
export function createProgressParser(
  onProgress: (progress: PackProgress) => void,
): (chunk: Buffer) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split(/[\r\n]/)
    rest = (lines.pop() ?? '').slice(-1000)
    for (const line of [RECEIVING, RESOLVING]) {
      const [, percent, done, total] =
        line.words.exec(lines.findLast((text) => line.words.test(text)) ?? '') ?? []
      if (percent === undefined) continue
      onProgress({
        stage: line.stage,
        percent: Number(percent),
        done: Number(done),
        total: Number(total),
      })
    }
  }
}

const RECEIVING = {
  stage: 'receiving',
  words: /^(?:Receiving|Unpacking) objects: +(\d+)% \((\d+)\/(\d+)\)/,
} as const
const RESOLVING = {
  stage: 'resolving',
  words: /^Resolving deltas: +(\d+)% \((\d+)\/(\d+)\)/,
} as const

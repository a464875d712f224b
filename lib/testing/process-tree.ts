import { readdirSync, readFileSync } from 'node:fs'

/** The process itself first; none when it has ended. */
export function listProcesses(pid: number): readonly number[] {
  const children = readProc(`${pid}/task/${pid}/children`)
  if (children === null) return []
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(listProcesses)]
}

/** Resident memory in bytes; 0 of a process that has ended. */
export function readMemory(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readProc(`${pid}/status`) ?? '') ?? []
  return Number(kilobytes) * 1024
}

/**
 * Bytes that a process holds, shared pages divided among those that share them (proportional set size); 0 of one that
 * has ended.
 */
export function readProportionalMemory(pid: number): number {
  const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB$/m.exec(readProc(`${pid}/smaps_rollup`) ?? '') ?? []
  return Number(kilobytes) * 1024
}

/** Processor seconds that the processes have taken so far, with those of their children that have ended. */
export function readCpuSeconds(pids: readonly number[]): number {
  const ticks = pids.flatMap((pid) => {
    const fields = (readProc(`${pid}/stat`) ?? '').split(') ')[1]?.split(' ') ?? []
    return fields.slice(11, 15).map(Number)
  })
  return ticks.reduce((sum, one) => sum + one, 0) / 100
}

/** Milliseconds in which the main threads of the processes were ready to run and no processor was free. */
export function readProcessorWaits(pids: readonly number[]): number {
  const waits = pids.map((pid) => Number((readProc(`${pid}/schedstat`) ?? '').split(' ')[1] ?? 0))
  return waits.reduce((sum, one) => sum + one, 0) / 1_000_000
}

/** Arguments are separated by NUL; empty of a process that has ended. */
export function readCommandLine(pid: number): string {
  return readProc(`${pid}/cmdline`) ?? ''
}

export function countOpenFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length
}

/** The programs that run below a process now, by the names of their files. */
export function listPrograms(pid: number): readonly string[] {
  return listProcesses(pid).map((one) => (readProc(`${one}/comm`) ?? '').trim())
}

function readProc(file: string): string | null {
  try {
    return readFileSync(`/proc/${file}`, 'utf8')
  } catch {
    return null // it has ended
  }
}

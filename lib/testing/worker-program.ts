import { existsSync, writeFileSync } from 'node:fs'
import { serveTasks } from '@/lib/worker/serve-tasks'

/** A worker process for tests of the pool: its tasks do what hostile repositories make a reader do. */
serveTasks(async () => async (name, args, withReadLock) => {
  const { limits, file = '' } = args as {
    readonly limits: { readonly cpuSeconds: number; readonly wallSeconds: number }
    readonly file?: string
  }
  const inTurn = (use: () => unknown) =>
    withReadLock({ refs: `refs of ${name}`, limits }, async () => await use())
  switch (name) {
    case 'echo':
      return args
    case 'pid':
      return process.pid
    case 'throw':
      throw Object.assign(new TypeError('no'), { code: 'why', oid: 'x' })
    case 'compute':
      return await inTurn(() => {
        if (file !== '') writeFileSync(file, String(process.pid))
        for (;;);
      })
    case 'hang':
      return await inTurn(() => new Promise(() => {}))
    case 'fill':
      return await inTurn(() => {
        const all: unknown[] = []
        for (;;) all.push({ all: [all.length] })
      })
    // The first process that gets it never answers.
    case 'second-time':
      if (existsSync(file)) return process.pid
      writeFileSync(file, String(process.pid))
      return await new Promise(() => {})
    case 'hang-first-time':
      if (existsSync(file)) return process.pid
      return await inTurn(() => {
        writeFileSync(file, String(process.pid))
        return new Promise(() => {})
      })
    case 'hang-each-time':
      return await inTurn(() => {
        writeFileSync(file, String(process.pid))
        return new Promise(() => {})
      })
  }
  throw new Error(`no task ${name}`)
})

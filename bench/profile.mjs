// With NODE_OPTIONS=--import=…/bench/profile.mjs: writes a CPU profile of each Node process to the folder BENCH_PROFILE.
// Node refuses its own option --cpu-prof there.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector'
import path from 'node:path'

const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.start')
process.on('exit', () => {
  session.post('Profiler.stop', (error, answer) => {
    const file = path.join(process.env.BENCH_PROFILE ?? '.', `${process.pid}.cpuprofile`)
    if (error === null) writeFileSync(file, JSON.stringify(answer.profile))
  })
})

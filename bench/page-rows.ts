import { gzipSync } from 'node:zlib'
import { listScripts } from '@/e2e/list-scripts'
import type { Filling } from './fill-models'
import { withFilledServer } from './filled-server'
import { median } from './measure'
import { measureRate } from './measure-rate'
import type { Row } from './table'

const FILLING: Filling = { repos: 10, modelsPerRepo: 200, versions: 5 }
const CONNECTIONS = 20
/** Seconds of each measurement, and of the one before them that is thrown away. */
const SECONDS = 5
const WARM_SECONDS = 5
const ROUNDS = 3

const MOST_HTML_KB = 160
const MOST_SCRIPT_KB = 140
const LEAST_PAGES = 50

/** The models page with 50 rows, as the built server sends it: bytes, the scripts it begins with, pages a second. */
export async function measurePages(): Promise<readonly Row[]> {
  return await withFilledServer(FILLING, async (url) => {
    const html = await fetchBytes(url)
    const scripts = await Promise.all(
      listScripts(html.toString()).map((path) => fetchBytes(url + path)),
    )
    const rates = await measureRates(url)
    const zipped = scripts.map((script) => gzipSync(script).length)
    return [
      kilobytes('HTML of 50 models', html.length, MOST_HTML_KB),
      kilobytes('scripts of the first page, gzip', sum(zipped), MOST_SCRIPT_KB),
      {
        what: `pages: a second, ${CONNECTIONS} connections`,
        measured: rates.map((rate) => rate.toFixed(1)).join(', '),
        against: null,
        ratio: null,
        target: { kind: 'at-least', limit: LEAST_PAGES, value: median(rates), unit: '/s' },
      },
    ]
  })
}

function kilobytes(what: string, bytes: number, limit: number): Row {
  return {
    what: `pages: ${what}`,
    measured: `${(bytes / 1000).toFixed(1)} KB`,
    against: null,
    ratio: null,
    target: { kind: 'at-most', limit, value: bytes / 1000, unit: 'KB' },
  }
}

/** Uncompressed. */
async function fetchBytes(url: string): Promise<Buffer> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

async function measureRates(url: string): Promise<readonly number[]> {
  await measureRate(url, { connections: CONNECTIONS, seconds: WARM_SECONDS })
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push(await measureRate(url, { connections: CONNECTIONS, seconds: SECONDS }))
  }
  return rates
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}

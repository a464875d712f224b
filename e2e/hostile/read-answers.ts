import type { ModelDetailView, ModelPage } from '@/lib/views/model'
import { asAdmin } from '../admin-token'
import { modelPath } from '../api-client'

export const MAX_BYTES = 2 * 1024 * 1024
/** More than any answer needs, on a machine that does other things besides. */
const MAX_MS = 120_000

export type Answer = {
  readonly path: string
  /** 0 where the connection broke. */
  readonly status: number
  /** Of the body as a program gets it; `MAX_BYTES` + 1 where it was longer. */
  readonly bytes: number
  readonly milliseconds: number
  readonly text: string
}

/** After so many answers without an end there is no need for more. */
const MAX_BAD = 3

/** How many addresses of one form are followed, and of all. */
const OF_ONE_FORM = 2
const OF_ALL = 40

/** Reads what the server shows of a repository: pages, what they link to, and the API. */
export async function readAnswers(url: string, slug: string): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  const seen = new Set<string>()
  const forms = new Map<string, number>()
  const follow = async (path: string): Promise<Answer | null> => {
    const form = formOf(path, slug)
    const before = forms.get(form) ?? 0
    if (seen.has(path) || before === OF_ONE_FORM || seen.size === OF_ALL) return null
    seen.add(path)
    forms.set(form, before + 1)
    const answer = await readAnswer(url, path)
    answers.push(answer)
    return answer
  }
  const waiting = await listSeeds(url, slug)
  const isBad = ({ status, bytes }: Answer) => status === 0 || bytes > MAX_BYTES
  for (const path of waiting) {
    const answer = await follow(path)
    if (answers.filter(isBad).length === MAX_BAD) break
    if (answer !== null) waiting.push(...listLinks(answer.text, slug))
  }
  return answers
}

async function listSeeds(url: string, slug: string): Promise<string[]> {
  const list = `/api/v1/models?repo=${slug}&pageSize=500`
  const { items = [] } = parse<ModelPage>((await readAnswer(url, list)).text)
  const models = items.slice(0, 2)
  const details = await Promise.all(
    models.map(async (model) => {
      const path = modelPath(model.repo, model.name)
      const { stageOrder = [] } = parse<ModelDetailView>(
        (await readAnswer(url, `/api/v1${path}`)).text,
      )
      const stages = [...stageOrder.slice(0, 1), ...Object.keys(model.stages).slice(0, 1)]
      return [
        ...[path, `${path}?tab=versions`, `${path}?tab=history`, `${path}/commands/register`],
        ...[`/api/v1${path}`, `/api/v1${path}/events?pageSize=500`],
        `/api/v1${path}/resolve?version=latest`,
        ...stages.map((stage) => `/api/v1${path}/resolve?stage=${encodeURIComponent(stage)}`),
      ]
    }),
  )
  return [
    ...['/', '/stages', '/activity', '/repos', '/api/v1/repos', '/api/v1/repos/events'],
    ...['/api/v1/models?pageSize=500', '/api/v1/events?pageSize=500'],
    ...[list, `/api/v1/events?repo=${slug}&pageSize=500`, `/?q=repo:${slug}&pageSize=500`],
    ...[`/stages?repo=${slug}`, `/api/v1/stages?repo=${slug}&pageSize=500`],
    ...[`/activity?repo=${slug}`, `/repos/${slug}`, `/repos/${slug}?tab=ignored`],
    ...details.flat(),
  ]
}

/** What a cut answer says is not known. */
function parse<Body>(text: string): Partial<Body> {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function listLinks(html: string, slug: string): readonly string[] {
  return [...html.matchAll(/ href="(\/[^"]{1,4000})"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => href.includes(slug))
}

/** Addresses that differ in their values alone have one form. */
function formOf(path: string, slug: string): string {
  const { pathname, searchParams } = new URL(path, 'http://server')
  const parts = pathname
    .split('/')
    .map((part, at) =>
      at > 2 && !/^(?:commands|events|resolve|assign|register)$/.test(part) ? '*' : part,
    )
  const ofRepo = path.includes(slug) ? 'repo' : 'all'
  return [ofRepo, ...parts, ...[...searchParams.keys()].sort(), searchParams.get('tab')].join(' ')
}

/** One answer as an admin's program gets it, cut where it is too long; of a stream the first event. */
export async function readAnswer(url: string, path: string): Promise<Answer> {
  const started = performance.now()
  const stopping = new AbortController()
  const timer = setTimeout(() => stopping.abort(), MAX_MS)
  let status = 0
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    const response = await fetch(url + path, {
      ...{ signal: stopping.signal, redirect: 'manual' },
      headers: { 'accept-encoding': 'identity', ...(path.startsWith('/api/') && asAdmin) },
    })
    const isStream = response.headers.get('content-type') === 'text/event-stream'
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > MAX_BYTES || (isStream && chunk.at(-1) === 0x0a)) break
    }
    status = response.status
  } catch {
    status = 0
  } finally {
    clearTimeout(timer)
    stopping.abort()
  }
  const text = Buffer.concat(chunks).toString()
  const milliseconds = Math.round(performance.now() - started)
  return { path, status, bytes: Math.min(bytes, MAX_BYTES + 1), milliseconds, text }
}

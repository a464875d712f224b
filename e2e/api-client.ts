import type { APIRequestContext } from '@playwright/test'
import type { EventPage, EventView } from '@/lib/views/event'
import type { ModelDetailView, ModelList } from '@/lib/views/model'
import type { RepoView } from '@/lib/views/repo'

type Query = Readonly<Record<string, string | number>>

/** Reads of the API that have to succeed. */
export function openApi(request: APIRequestContext) {
  const get = async (path: string, query: Query = {}) => {
    // The server may close a connection that was idle at the moment when it is used again. Browsers repeat such a read.
    const response = await request.get(`/api/v1${path}`, { params: { ...query }, maxRetries: 1 })
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`)
    return response.json()
  }
  return {
    listModels: (query: Query): Promise<ModelList> => get('/models', query),
    findModel: (repo: string, name: string): Promise<ModelDetailView> => get(modelPath(repo, name)),
    listEvents: (query: Query): Promise<EventPage> => get('/events', query),
    listRepos: async (): Promise<readonly RepoView[]> => (await get('/repos')).items,
    findRepo: async (slug: string): Promise<RepoView> => {
      const { items }: { items: readonly RepoView[] } = await get('/repos')
      const repo = items.find((one) => one.slug === slug)
      if (repo === undefined) throw new Error(`no repository ${slug}`)
      return repo
    },
    /** Every event that the filter leaves, page by page. */
    listAllEvents: async (query: Query): Promise<readonly EventView[]> => {
      const events: EventView[] = []
      let cursor: Query = {}
      for (;;) {
        const { items, next }: EventPage = await get('/events', { ...query, ...cursor })
        events.push(...items)
        if (next === null) return events
        cursor = { before: next }
      }
    },
  }
}

/** A model's path below a prefix: its name is one segment. */
export function modelPath(repo: string, name: string): string {
  return `/models/${encodeURIComponent(repo)}/${encodeURIComponent(name)}`
}

import { parseVersionRef } from '@/components/compare/version-ref'
import { findCompared, readComparison } from '../../../compare/read-comparison'
import { readInstant } from '../_api/operation-parts'
import { operations } from '../_api/operations'
import { refuse } from '../_api/refuse'
import { route } from '../_api/route'

export const GET = route(operations.compareVersions, async ({ viewer, query }) => {
  const [from, to] = await Promise.all(
    [query.from, query.to].map(async (text) => {
      const ref = parseVersionRef(text)
      return ref && (await findCompared(viewer, ref, readInstant(query)))
    }),
  )
  if (from && to) {
    const wanted = { files: query.files, file: null }
    const { view } = await readComparison(viewer, [from, to], wanted)
    return { status: 200, body: view }
  }
  const missing = from ? query.to : query.from
  const message = `There is no version ${missing}, and no stage of that name that holds one.`
  return refuse({ status: 404, code: 'no-such-version', message })
})

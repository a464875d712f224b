import { findImageType } from '@/lib/card/image-type'
import { findCommitFile } from '@/lib/pipeline/find-commit-file'
import { operations } from '../../../../_api/operations'
import { noSuchFile, unreadable } from '../../../../_api/refusals'
import { route } from '../../../../_api/route'

const MAX_BYTES = 2 * 1024 * 1024

/** Its Content-Security-Policy stands in next.config.mjs, which sets that of all routes. */
export const GET = route(operations.getImage, async ({ viewer, params, query }) => {
  const { repo, commit } = params
  const { path } = query
  const answer = await findCommitFile(viewer, { repo, commit, path, maxBytes: MAX_BYTES })
  if (answer.kind === 'missing') return noSuchFile(path)
  if (answer.kind === 'failed') return unreadable(answer.why)
  return new Response(answer.bytes, {
    headers: {
      'content-type': findImageType(path) ?? 'application/octet-stream',
      'content-length': String(answer.bytes.length),
      'cache-control': 'private, max-age=31536000, immutable',
    },
  })
})

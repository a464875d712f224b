import { buildOpenApi } from '../_api/open-api'

export const dynamic = 'force-static'

export function GET(): Response {
  return Response.json(buildOpenApi())
}

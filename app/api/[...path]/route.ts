import type { NextRequest } from 'next/server'

/** What programs are told where the API has nothing; people get the page for that. */
function answer(request: NextRequest): Response {
  const message = `The API has no endpoint at ${request.nextUrl.pathname}. /api/v1/openapi.json lists all endpoints.`
  return Response.json({ error: { code: 'not-found', message } }, { status: 404 })
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }

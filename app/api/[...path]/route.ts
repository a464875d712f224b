import type { NextRequest } from 'next/server'

/** The answer to a program for an unknown API path. People get the page for unknown addresses. */
function answer(request: NextRequest): Response {
  const message = `The API has no endpoint at ${request.nextUrl.pathname}. /api/v1/openapi.json lists all endpoints.`
  return Response.json({ error: { code: 'not-found', message } }, { status: 404 })
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT }

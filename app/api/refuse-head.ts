/** The HEAD handler of a route that acts or streams: Next would answer HEAD as GET, without an end. */
export function refuseHead(allowed: 'GET' | 'POST' | 'DELETE'): () => Response {
  return () => new Response(null, { status: 405, headers: { allow: allowed } })
}

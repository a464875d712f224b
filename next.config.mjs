import { fileURLToPath } from 'node:url'

/** Read by path at run time, so that tracing imports does not find them. scripts/steps/build-app.mjs adds our own. */
const RUNTIME_FILES = [
  'node_modules/yaml/package.json',
  'node_modules/yaml/dist/**/*.js',
  'node_modules/@electric-sql/pglite/package.json',
  'node_modules/@electric-sql/pglite/dist/{*.js,fs/nodefs.js,*.wasm,*.data,pg_trgm.tar.gz,contrib/pg_trgm.js}',
]

/** As in lib/http/limit-server.mjs, which keeps longer bodies from reaching Next. Bytes. */
const MOST_BODY = 128 * 1024

const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=()' },
]

/** Of answers that are no pages. */
const API_HEADERS = [
  { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
]

/** Of images: nothing in them runs, even where one is opened by itself. */
const IMAGE_HEADERS = [
  { key: 'Content-Security-Policy', value: "sandbox; default-src 'none'; frame-ancestors 'none'" },
]

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  outputFileTracingRoot: fileURLToPath(new URL('.', import.meta.url)),
  outputFileTracingIncludes: { '/*': RUNTIME_FILES },
  outputFileTracingExcludes: { '/*': ['.signet/**/*'] },
  serverExternalPackages: ['pg', 'pg-boss', 'simple-git', 'yaml'],
  experimental: {
    // No page is fetched ahead: browsers need no scripts for that.
    optimisticRouting: false,
    varyParams: false,
    prefetchInlining: false,
    proxyClientMaxBodySize: MOST_BODY,
    serverActions: { bodySizeLimit: MOST_BODY },
  },
  poweredByHeader: false,
  agentRules: false,
  // No page has pictures that the server would have to fetch and scale.
  images: { unoptimized: true },
  // `npm test` checks types; a build of a tested commit need not.
  typescript: { ignoreBuildErrors: true },
  // Browsers ask for it before they have read which icon a page names.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    { source: '/:path*', headers: HEADERS },
    { source: '/api/v1/:path*', headers: API_HEADERS },
    { source: '/api/v1/repos/:repo/images/:commit', headers: IMAGE_HEADERS },
    { source: '/api/v1/badge/:path*', headers: IMAGE_HEADERS },
    // Each page uses them; a new release may have new ones.
    { source: '/icons.svg', headers: [{ key: 'Cache-Control', value: 'public, max-age=3600' }] },
  ],
}

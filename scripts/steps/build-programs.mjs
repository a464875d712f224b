import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'

/** Programs of their own, each bundled into one file: they start in a quarter of the time, and need no node_modules. */
const PROGRAMS = [
  'lib/programs/card-parser.ts',
  'lib/programs/task-worker.ts',
  'lib/programs/worker.ts',
]

/** Where the server finds them, relative to its working directory. */
export const PROGRAMS_FOLDER = '.next/programs'

/** Bundles programs, paths relative to the root, into `folder`. Each appears whole: a server may start it meanwhile. */
export async function buildPrograms(
  folder = path.join(root, PROGRAMS_FOLDER),
  programs = PROGRAMS,
) {
  // Loaded here: this module is read before the packages are installed.
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    write: false,
    entryPoints: programs.map((program) => path.join(root, program)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Packages in CommonJS call `require`, which an ES module does not have.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    // Loaded only where it is installed.
    external: ['pg-native'],
    alias: { '@': root },
    logLevel: 'warning',
  })
  mkdirSync(folder, { recursive: true })
  for (const { path: file, contents } of outputFiles) {
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, contents)
    renameSync(draft, file)
  }
}

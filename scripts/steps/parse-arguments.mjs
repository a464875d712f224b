import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { StartError } from './start-error.mjs'

/** The repositories named on the command line: URLs as they are, paths made absolute and checked. */
export function parseArguments(args, folder) {
  return args.map((text) => {
    if (text.startsWith('-')) {
      throw new StartError(
        `"${text}" is neither a URL nor a path. Usage: npm start -- URL_OR_PATH...`,
      )
    }
    return isUrl(text, folder) ? text : parsePath(text, folder)
  })
}

/** The repository as it may be printed: without `user:password@`. */
export function formatRemote(remote) {
  return remote.replace(/\/\/.*@/, '//')
}

/** `https://...`, or `git@host:path` as long as no file has that name. */
function isUrl(text, folder) {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text)) return true
  return /^[^/\\:]{2,}:/.test(text) && !existsSync(path.resolve(folder, text))
}

function parsePath(text, folder) {
  const absolute = path.resolve(folder, text)
  if (!existsSync(absolute)) throw new StartError(`${absolute} does not exist.`)
  if (!statSync(absolute).isDirectory() || !isRepository(absolute)) {
    throw new StartError(`${absolute} is not a Git repository.`)
  }
  return absolute
}

/** A folder with a work tree, or a bare repository. */
function isRepository(folder) {
  if (existsSync(path.join(folder, '.git'))) return true
  return ['HEAD', 'objects', 'refs'].every((name) => existsSync(path.join(folder, name)))
}

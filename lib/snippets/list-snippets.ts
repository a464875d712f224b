import { listCiSnippets } from './list-ci-snippets'
import {
  formatFileName,
  formatFolder,
  formatRevision,
  quotePath,
  quoteWord,
  type Snippet,
  type UsedVersion,
} from './snippet'

/** How to get a version, and to act on its stage: commands that work when they are pasted. */
export function listSnippets(used: UsedVersion): readonly Snippet[] {
  return [
    ...listDownloads(used),
    buildGit(used),
    buildCurl(used),
    buildGto(used),
    ...listCiSnippets(used),
  ]
}

/** The ways to the file, which depend on where it is kept. */
function listDownloads(used: UsedVersion): readonly Snippet[] {
  const { path, hash } = used
  if (path === null) return []
  if (path.includes('://')) return [buildGetUrl(path)]
  return hash?.startsWith('git:')
    ? [buildGitFile(used, path), buildGitPython(used, path)]
    : [...listDvc(used, path), buildDvcPython(used, path)]
}

function listDvc(used: UsedVersion, path: string): readonly Snippet[] {
  const [url, rev] = [used.url, formatRevision(used)].map(quoteWord)
  const [at, out] = [path, formatFileName(path)].map(quotePath)
  return [
    {
      id: 'dvc-get',
      title: 'Download with DVC',
      does: 'Downloads the model from the remote storage that its repository names.',
      lines: [`dvc get ${url} ${at} --rev ${rev} -o ${out}`],
    },
    {
      id: 'dvc-import',
      title: 'Import with DVC',
      does: 'Downloads it into your own DVC repository and records where it came from, so that its lineage goes on there.',
      lines: [`dvc import ${url} ${at} --rev ${rev} -o ${out}`],
    },
  ]
}

function buildDvcPython(used: UsedVersion, path: string): Snippet {
  const [at, repo, rev] = [path, used.url, formatRevision(used)].map((text) => JSON.stringify(text))
  return {
    id: 'python',
    title: 'Read in Python',
    does: 'Opens the model without a clone, from the remote storage that its repository names.',
    lines: [
      'import dvc.api',
      '',
      `with dvc.api.open(${at}, repo=${repo}, rev=${rev}, mode="rb") as file:`,
      '    model = file.read()',
    ],
  }
}

function buildGitFile(used: UsedVersion, path: string): Snippet {
  const url = quoteWord(used.url)
  const object = quoteWord(`${formatRevision(used)}:${path}`)
  const folder = quoteWord(`${formatFolder(used)}.git`)
  return {
    id: 'dvc-get',
    title: 'Download from Git',
    does: 'Gets the file of the version, without the other files of the repository.',
    lines: [
      `git clone --quiet --bare --filter=blob:none -- ${url} ${folder}`,
      `git -C ${folder} cat-file --filters ${object} > ${quotePath(formatFileName(path))}`,
    ],
  }
}

function buildGitPython(used: UsedVersion, path: string): Snippet {
  const list = (words: readonly string[]) => words.map((word) => JSON.stringify(word)).join(', ')
  const folder = `${formatFolder(used)}.git`
  const clone = ['git', 'clone', '--quiet', '--bare', '--filter=blob:none', '--', used.url, folder]
  const read = ['git', '-C', folder, 'cat-file', '--filters', `${formatRevision(used)}:${path}`]
  return {
    id: 'python',
    title: 'Read in Python',
    does: 'Reads the file of the version from Git.',
    lines: [
      'import subprocess',
      '',
      `subprocess.run([${list(clone)}], check=True)`,
      `model = subprocess.run([${list(read)}], check=True, capture_output=True).stdout`,
    ],
  }
}

function buildGetUrl(path: string): Snippet {
  const out = quotePath(formatFileName(path))
  return {
    id: 'dvc-get',
    title: 'Download with DVC',
    does: 'Downloads the model from its address, with the credentials of your machine.',
    lines: [`dvc get-url ${quoteWord(path)} ${out}`],
  }
}

function buildGit(used: UsedVersion): Snippet {
  const folder = quoteWord(formatFolder(used))
  return {
    id: 'git',
    title: 'Check out with Git',
    does: 'Gets the code, the params and the pipeline of the version.',
    lines: [
      `git clone --quiet -- ${quoteWord(used.url)} ${folder}`,
      `git -C ${folder} checkout --quiet ${quoteWord(formatRevision(used))}`,
    ],
  }
}

function buildCurl({ server, reading, repo, model, version, stage }: UsedVersion): Snippet {
  const query: Record<string, string> = stage === null ? { version } : { stage }
  const path = `/models/${encodeURIComponent(repo)}/${encodeURIComponent(model)}/resolve`
  const address = `${server}/api/v1${path}?${new URLSearchParams(query)}`
  const token = reading === 'open' ? '' : '-H "Authorization: Bearer $SIGNET_TOKEN" '
  return {
    id: 'curl',
    title: 'Ask this server',
    does:
      stage === null
        ? 'Answers the commit, the tag, the path and the hash of the version.'
        : 'Answers what the stage holds at that moment: the version, its commit, tag, path and hash.',
    lines: [`curl -fsS ${token}${quoteWord(address)}`],
  }
}

function buildGto({ url, model, version, stage }: UsedVersion): Snippet {
  const shortcut = stage === null ? `${model}@${version}` : `${model}#${stage}`
  return {
    id: 'gto',
    title: 'Ask Git with GTO',
    does: 'Answers the same from the tags alone, when this server is down too.',
    lines: [`gto show ${quoteWord(shortcut)} --repo ${quoteWord(url)}`],
  }
}

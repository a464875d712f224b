// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { execFile } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { rawGitEnv } from '@/lib/testing/raw-git'
import { createTempDir } from '@/lib/testing/temp-dir'

const STAGES = `
stages:
  fresh: { cmd: cp raw2.csv fresh.txt, deps: [raw2.csv, fresh-code.txt], params: [same], outs: [fresh.txt] }
  code: { cmd: cp code.txt code-out.txt, deps: [code.txt], outs: [code-out.txt] }
  after-code: { cmd: cp code-out.txt after.txt, deps: [code-out.txt], outs: [after.txt] }
  code-of-another-name: { cmd: touch name.txt, deps: ["cödé, crlf.txt"], outs: [name.txt] }
  missing-code: { cmd: touch m.txt, deps: [missing.txt], outs: [m.txt] }
  linked-code: { cmd: touch linked.txt, deps: [link.txt], outs: [linked.txt] }
  data: { cmd: cp raw.csv data.csv, deps: [raw.csv], outs: [data.csv] }
  data-in-folder: { cmd: touch images.txt, deps: [images], outs: [images.txt] }
  one-file-of-folder: { cmd: touch one.txt, deps: [images/a.txt], outs: [one.txt] }
  code-folder: { cmd: touch folder.txt, deps: [src], outs: [folder.txt] }
  changed-code-folder: { cmd: touch folder2.txt, deps: [lib], outs: [folder2.txt] }
  command: { cmd: echo ONE > command.txt, deps: [fresh-code.txt], outs: [command.txt] }
  command-of-template: { cmd: "echo \${word} > template.txt", outs: [template.txt] }
  commands-of-list: { cmd: [touch a.txt, touch LIST.txt], outs: [a.txt] }
  each: { foreach: [1, 2], do: { cmd: "touch each-\${item}.txt", outs: ["each-\${item}.txt"] } }
  params: { cmd: touch params.txt, params: [lr, same], outs: [params.txt] }
  same-params: { cmd: touch same.txt, params: [number, flag, list, none], outs: [same.txt] }
  nested-params: { cmd: touch nested.txt, params: [layers.1, net.a, net.b], outs: [nested.txt] }
  deleted-param: { cmd: touch deleted.txt, params: [gone], outs: [deleted.txt] }
  whole-file-of-params: { cmd: touch whole.txt, params: [{ more.json: }], outs: [whole.txt] }
  new-param: { cmd: touch new-param.txt, params: [same NEW_PARAM], outs: [new-param.txt] }
  new-dep: { cmd: touch new-dep.txt, deps: [fresh-code.txt NEW_DEP], outs: [new-dep.txt] }
  fewer-deps: { cmd: touch fewer.txt, deps: [fresh-code.txt OLD_DEP], outs: [fewer.txt] }
  new-out: { cmd: touch new-out.txt new-out-2.txt, outs: [new-out.txt NEW_OUT] }
  metrics: { cmd: "echo 1 > metrics.json", deps: [fresh-code.txt], metrics: [metrics.json: { cache: false }] }
  after-metrics: { cmd: touch am.txt, deps: [metrics.json], outs: [am.txt] }
  frozen: { FROZEN cmd: touch frozen.txt, deps: [code.txt], outs: [frozen.txt] }
  always: { always_changed: true, cmd: touch always.txt, deps: [fresh-code.txt], outs: [always.txt] }
  callback: { cmd: "true" }
  dataset: { cmd: touch ds1.txt, deps: ["ds://same"], outs: [ds1.txt] }
  dataset-updated: { cmd: touch ds2.txt, deps: ["ds://updated"], outs: [ds2.txt] }
  dataset-moved: { cmd: touch ds3.txt, deps: ["ds://moved"], outs: [ds3.txt] }
`
/** What the words in capitals are replaced by before the last commit, and in it. */
const BEFORE = {
  ONE: 'one',
  LIST: 'b',
  ' NEW_PARAM': '',
  ' NEW_DEP': '',
  ' OLD_DEP': ', code2.txt',
  ' NEW_OUT': '',
  FROZEN: '',
}
const AFTER = {
  ONE: 'two',
  LIST: 'c',
  ' NEW_PARAM': ', n',
  ' NEW_DEP': ', code2.txt',
  ' OLD_DEP': '',
  ' NEW_OUT': ', new-out-2.txt',
  FROZEN: 'frozen: true,',
}
const NEVER = '  never: { cmd: touch never.txt, deps: [code2.txt], outs: [never.txt] }\n'

const IN_FOLDER = `
stages:
  in-folder: { wdir: work, cmd: touch out.txt, deps: [../y.txt], params: [deep], outs: [out.txt] }
  changed-in-folder: { wdir: work, cmd: touch out2.txt, deps: [x.txt], outs: [out2.txt] }
`

function fill(words: Readonly<Record<string, string>>): string {
  return Object.entries(words).reduce((text, [word, now]) => text.replace(word, now), STAGES)
}

const FIRST = {
  'dvc.yaml': fill(BEFORE),
  'params.yaml': `{ same: 1, lr: 0.1, n: 3, number: 0.10, flag: true, list: [1, x], none: null, gone: 1, word: one, layers: [8, 16], net: { a: 1, b: 2 } }`,
  'more.json': '{"a": 1, "b": [1, 2], "c": {"d": 1}}',
  'raw.csv': 'a\n1\n',
  'raw2.csv': 'b\n2\n',
  'images/a.txt': 'a',
  'images/b/c.txt': 'c',
  'code.txt': 'one\n',
  'code2.txt': 'two\n',
  'missing.txt': '',
  'fresh-code.txt': 'print("é")\r\n',
  'cödé, crlf.txt': 'a\r\nb\r\n',
  'src/b.py': 'b\r\n',
  'src/a/é.py': 'a\n',
  'src/a/"z".py': '',
  'lib/a.py': 'a\n',
  'sub/dvc.yaml': IN_FOLDER,
  'sub/y.txt': 'y',
  'sub/work/x.txt': 'x',
  'sub/work/params.yaml': 'deep: { a: [1, 2.50] }',
}
const SECOND = {
  'dvc.yaml': fill(AFTER) + NEVER,
  'params.yaml': `{ same: 1, lr: 0.2, n: 3, number: 1e-1, flag: 1, list: [1.0, x], none: ~, word: two, layers: [8, 17], net: { a: 1.0, b: 3 } }`,
  'more.json': '{"a": 1.0, "b": [2, 1], "e": 1}',
  'raw.csv': 'a\n2\n',
  'images/b/c.txt': 'd',
  'code.txt': 'other\n',
  'cödé, crlf.txt': 'a\nb\n',
  'lib/a.py': 'b\n',
  'metrics.json': '2',
  'sub/work/x.txt': 'z',
}

function write(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
    writeFileSync(path.join(dir, name), text)
  }
}

/** What `dvc.yaml` is about to lose: DVC has written it at its end. */
function takeDatasets(dir: string): string {
  const text = readFileSync(path.join(dir, 'dvc.yaml'), 'utf8')
  return text.slice(text.indexOf('datasets:'))
}

/** The dataset whose path another one replaces, without an update of the lock. */
const MOVED = /(?<=name: moved\n(?:.*\n){0,2}\s*path: )sets\/raw\.csv/
const DATASETS = ['same', 'updated', 'moved']

function replaceIn(file: string, pattern: RegExp): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(pattern, 'sets'))
}

/** A DVC repository with the file that is a dataset of the other one. */
async function createSource(program: string): Promise<GitRepo> {
  const source = await createGitRepo({ kind: 'work', dir: createTempDir('dvc-source') })
  await runDvc(program, source.dir, ['init', '--quiet'])
  await source.commit({ files: { 'sets/raw.csv': '1' } })
  return source
}

async function runDvc(program: string, dir: string, args: readonly string[]): Promise<string> {
  const env = { ...rawGitEnv(), DVC_NO_ANALYTICS: '1', DVC_SITE_CACHE_DIR: `${dir}/.dvc/tmp` }
  const options = { cwd: dir, env, maxBuffer: 2 ** 26, timeout: 120_000 }
  return (await promisify(execFile)(program, args, options)).stdout
}

/** A repository whose stages DVC ran, and some of whose files changed afterwards; and what `dvc status --json` says. */
export async function buildDvcRepo(
  program: string,
): Promise<{ readonly repo: GitRepo; readonly status: string }> {
  const repo = await createGitRepo({ kind: 'work', dir: createTempDir('dvc') })
  const run = (...args: readonly string[]) => runDvc(program, repo.dir, args)
  await run('init', '--quiet')
  write(repo.dir, FIRST)
  symlinkSync('code.txt', path.join(repo.dir, 'link.txt'))
  await run('add', 'raw.csv', 'images')
  const source = await createSource(program)
  for (const name of DATASETS) {
    await run('ds', 'add', name, '--dvc', source.dir, '--path', 'sets/raw.csv')
  }
  await run('repro', '--all-pipelines')
  const datasets = takeDatasets(repo.dir)
  write(repo.dir, SECOND)
  appendFileSync(path.join(repo.dir, 'dvc.yaml'), datasets)
  await source.commit({ files: { 'sets/raw.csv': '2' } })
  await run('ds', 'update', 'updated')
  replaceIn(path.join(repo.dir, 'dvc.yaml'), MOVED)
  rmSync(path.join(repo.dir, 'missing.txt'))
  await run('add', 'raw.csv', 'images')
  await repo.git(['add', '--all'])
  await repo.git(['commit', '--quiet', '--message', 'all'])
  return { repo, status: await run('status', '--json') }
}

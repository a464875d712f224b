import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { formatIdentity } from './people.mjs'
import { signSsh } from './sign-ssh.mjs'

/**
 * Writes a history as a bare repository at `dir`, with three calls of git. The same history gives the same object
 * ids on every machine: nothing of this machine's configuration, clock or identity takes part. Answers with what gives
 * the commit of a tag.
 */
export async function writeRepo(dir, { commits, tags }) {
  mkdirSync(dir, { recursive: true })
  const work = path.join(dir, 'signet-demo-tmp')
  await git(dir, ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', '.'])
  mkdirSync(work)
  const marks = path.join(work, 'marks')
  await git(
    dir,
    ['fast-import', '--quiet', '--force', `--export-marks=${marks}`],
    formatCommits(commits),
  )
  const commitIds = readMarks(marks)
  const tagIds = await writeTagObjects(dir, work, tags, commitIds)
  const updates = tags.map(({ name }, i) => `create refs/tags/${name} ${tagIds[i]}\n`)
  await git(dir, ['update-ref', '--stdin'], updates.join(''))
  await git(dir, ['pack-refs', '--all'])
  rmSync(work, { recursive: true })
  return (name) => commitIds[tags.find((tag) => tag.name === name).commit]
}

/** A fast-import stream. `parents` holds the index of the commit before, or nothing; content null deletes a file. */
function formatCommits(commits) {
  const stream = []
  const add = (text) => stream.push(Buffer.from(text))
  const addData = (content) => {
    const bytes = Buffer.from(content)
    add(`data ${bytes.length}\n`)
    stream.push(bytes, Buffer.from('\n'))
  }
  commits.forEach(({ at, by, branch, message, files, parents }, i) => {
    const who = formatIdentity(by, at)
    add(`commit refs/heads/${branch}\nmark :${i + 1}\nauthor ${who}\ncommitter ${who}\n`)
    addData(`${message}\n`)
    for (const parent of parents) add(`from :${parent + 1}\n`)
    for (const [file, content] of Object.entries(files)) {
      if (content === null) {
        add(`D ${file}\n`)
        continue
      }
      add(`M 100644 inline ${file}\n`)
      addData(content)
    }
  })
  return Buffer.concat(stream)
}

function readMarks(file) {
  const ids = []
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [mark, id] = line.split(' ')
    ids[Number(mark.slice(1)) - 1] = id
  }
  return ids
}

/** The object that each tag's ref points at: a tag object, or the commit where the tag is lightweight. */
async function writeTagObjects(dir, work, tags, commitIds) {
  const annotated = tags.filter((tag) => !tag.lightweight)
  const files = annotated.map((tag, i) => {
    const file = path.join(work, `tag-${i}`)
    writeFileSync(file, formatTag(tag, commitIds[tag.commit]))
    return file
  })
  const output = await git(
    dir,
    ['hash-object', '-w', '-t', 'tag', '--no-filters', '--stdin-paths'],
    `${files.join('\n')}\n`,
  )
  const ids = output.trim().split('\n')
  const idOf = new Map(annotated.map((tag, i) => [tag, ids[i]]))
  return tags.map((tag) => idOf.get(tag) ?? commitIds[tag.commit])
}

function formatTag({ name, at, by, message, signed }, commitId) {
  const payload = `object ${commitId}\ntype commit\ntag ${name}\ntagger ${formatIdentity(by, at)}\n\n${message}\n`
  return signed ? payload + signSsh(by, payload) : payload
}

function git(dir, args, input = '') {
  const { PATH } = process.env
  const env = {
    PATH,
    HOME: dir,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_DEFAULT_HASH: 'sha1',
    GIT_DIR: dir,
  }
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: dir, env, stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (errors += chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve(output)
        : reject(new Error(`git ${args[0]} ended with ${code}: ${errors}`)),
    )
    // git may end before it has read everything, or anything; its exit code tells.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

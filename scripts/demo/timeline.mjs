/**
 * Turns what happened to a project, in any order, into a history for `writeRepo`: a line of commits on `main`, each
 * with the files that changed, and the tags with their counters.
 *
 * A change is `{ id?, at, by, message, change(state) }`; `render(state)` gives all files. A tag is
 * `{ name, at, by, message, on, signed?, lightweight? }`, `on` the id of a change; in `name` a `#N` becomes the
 * artifact's next counter.
 */
export function createTimeline(render) {
  const changes = []
  const tags = []
  return {
    change: (entry) => changes.push(entry),
    tag: (entry) => tags.push(entry),
    finish: () => {
      const { commits, indexes } = commitChanges(changes, render)
      return {
        commits,
        tags: countTags(tags).map((tag) => ({ ...tag, commit: requireIndex(indexes, tag.on) })),
      }
    },
  }
}

/** The text of a file at a tag of a finished history. */
export function readAt({ commits, tags }, name, file) {
  const at = tags.find((tag) => tag.name === name)?.commit ?? -1
  const writer = commits.slice(0, at + 1).findLast(({ files }) => Object.hasOwn(files, file))
  const text = writer?.files[file]
  if (typeof text !== 'string') throw new Error(`${file} is not at ${name}`)
  return text
}

function commitChanges(changes, render) {
  const commits = []
  const indexes = new Map()
  const state = {}
  let before = {}
  for (const { id, at, by, message, change } of changes.toSorted((a, b) => a.at - b.at)) {
    change(state)
    const after = render(state)
    const files = diffFiles(before, after)
    const parents = commits.length === 0 ? [] : [commits.length - 1]
    indexes.set(id, commits.length)
    commits.push({ branch: 'main', at, by, message, files, parents })
    before = after
  }
  return { commits, indexes }
}

function diffFiles(before, after) {
  const changed = Object.entries(after).filter(([file, content]) => before[file] !== content)
  const gone = Object.keys(before).filter((file) => !Object.hasOwn(after, file))
  return Object.fromEntries([...changed, ...gone.map((file) => [file, null])])
}

/** GTO counts per artifact: one above the highest counter so far, over all of its tags. */
function countTags(tags) {
  const counters = new Map()
  return tags
    .toSorted((a, b) => a.at - b.at)
    .map((tag) => {
      if (!tag.name.endsWith('#N')) return tag
      const artifact = tag.name.split(/[#@]/)[0]
      const counter = (counters.get(artifact) ?? 0) + 1
      counters.set(artifact, counter)
      return { ...tag, name: tag.name.replace(/#N$/, `#${counter}`) }
    })
}

function requireIndex(indexes, id) {
  const index = indexes.get(id)
  if (index === undefined) throw new Error(`no change is called ${id}`)
  return index
}

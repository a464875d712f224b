import { md5, noise } from './noise.mjs'
import { writeYaml } from './write-yaml.mjs'

/**
 * The files of one DVC project as they are committed: dvc.yaml, dvc.lock, params.yaml and one metrics file per
 * model. `trained` are the models that exist so far, `reads` what one was trained on; hashes of committed files are the
 * files' own. `more` has stages, locks and params besides those of the models.
 */
export function renderDvcProject({ trained, artifacts, vars, scripts, data, more = {} }) {
  const files = {}
  const params = { ...more.params }
  const stages = { ...more.stages }
  const locks = { ...more.locks }
  for (const { model, version, metrics, params: values, reads = [model.data] } of trained) {
    params[model.id] = values
    const metricsFile = `metrics/${model.id}.json`
    files[metricsFile] = `${JSON.stringify(metrics, null, 2)}\n`
    stages[`train-${model.id}`] = buildStage(model, { metricsFile, reads })
    locks[`train-${model.id}`] = buildLock(model, {
      version,
      values,
      reads,
      metricsFile,
      files,
      scripts,
      data,
    })
  }
  files['params.yaml'] = writeYaml(params)
  files['dvc.yaml'] = writeYaml({ ...(vars && { vars }), stages, artifacts })
  files['dvc.lock'] = writeYaml({ schema: '2.0', stages: locks })
  return files
}

function buildStage(model, { metricsFile, reads }) {
  return {
    cmd: `python ${model.script} --model ${model.id}`,
    deps: [...reads, model.script],
    params: [model.id],
    outs: [model.pathInDvc ?? model.path],
    metrics: [{ [metricsFile]: { cache: false } }],
  }
}

function buildLock(model, { version, values, reads, metricsFile, files, scripts, data }) {
  return {
    cmd: `python ${model.script} --model ${model.id}`,
    deps: [
      ...reads.map((path) => ({ path, hash: 'md5', ...data[path] })),
      lockText(model.script, scripts[model.script]),
    ],
    params: { 'params.yaml': { [model.id]: values } },
    outs: [lockText(metricsFile, files[metricsFile]), lockModel(model, version)],
  }
}

/** The entry of dvc.lock for a file with this text. */
export function lockText(path, text) {
  return { path, hash: 'md5', md5: md5(text), size: Buffer.byteLength(text) }
}

/** The entry of dvc.lock for the weights of a version. */
function lockModel({ tag, path, size }, version) {
  const output = `${tag} ${version}`
  return {
    path,
    hash: 'md5',
    md5: md5(output),
    size: Math.round(size * (0.92 + 0.16 * noise(output))),
  }
}

/** A `.dvc` file: data that is tracked without a pipeline. */
export function renderDvcFile(path, { md5: hash, ...more }) {
  return writeYaml({ outs: [{ md5: hash, ...more, hash: 'md5', path }] })
}

/** A `.dvc` file of data that was imported; `tracked` is the `.dvc` file in the repository that it comes from. */
export function renderImport({ path, url, rev, commit, tracked }) {
  const repo = { url, rev, rev_lock: commit }
  return `${writeYaml({ frozen: true, deps: [{ path, repo }] })}${tracked}`
}

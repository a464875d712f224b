import { md5, noise } from './noise.mjs'
import { writeYaml } from './write-yaml.mjs'

/**
 * The files of one DVC project as they are committed: dvc.yaml, dvc.lock, params.yaml and one metrics file per
 * model. `trained` are the models that exist so far; hashes of committed files are the files' own.
 */
export function renderDvcProject({ trained, artifacts, vars, scripts, data }) {
  const files = {}
  const params = {}
  const stages = {}
  const locks = {}
  for (const { model, version, metrics, params: values } of trained) {
    params[model.id] = values
    const metricsFile = `metrics/${model.id}.json`
    files[metricsFile] = `${JSON.stringify(metrics, null, 2)}\n`
    stages[`train-${model.id}`] = buildStage(model, metricsFile)
    locks[`train-${model.id}`] = buildLock(model, {
      version,
      values,
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

function buildStage(model, metricsFile) {
  return {
    cmd: `python ${model.script} --model ${model.id}`,
    deps: [model.data, model.script],
    params: [model.id],
    outs: [model.pathInDvc ?? model.path],
    metrics: [{ [metricsFile]: { cache: false } }],
  }
}

function buildLock(model, { version, values, metricsFile, files, scripts, data }) {
  const output = `${model.tag} ${version}`
  const size = Math.round(model.size * (0.92 + 0.16 * noise(output)))
  const script = scripts[model.script]
  const metrics = files[metricsFile]
  return {
    cmd: `python ${model.script} --model ${model.id}`,
    deps: [
      { path: model.data, hash: 'md5', ...data[model.data] },
      { path: model.script, hash: 'md5', md5: md5(script), size: Buffer.byteLength(script) },
    ],
    params: { 'params.yaml': { [model.id]: values } },
    outs: [
      { path: metricsFile, hash: 'md5', md5: md5(metrics), size: Buffer.byteLength(metrics) },
      { path: model.path, hash: 'md5', md5: md5(output), size },
    ],
  }
}

/** A `.dvc` file: data that is tracked without a pipeline. */
export function renderDvcFile(path, { md5: hash, size }) {
  return writeYaml({ outs: [{ md5: hash, size, hash: 'md5', path }] })
}

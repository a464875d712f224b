import {
  createModel,
  formatDvcLock,
  formatDvcYaml,
  formatMetrics,
  formatParams,
  type SyntheticModel,
} from './dvc-files'
import { createRandom, type Random } from './random'

export type SyntheticShape = {
  /** Every commit after the first registers a version; the other tags assign stages. */
  readonly commits: number
  readonly tags: number
  readonly models: number
}

/** Commits that register a version come after the one that adds all models. */
const FIRST_SECOND = 1_577_836_800
const BRANCH = 'refs/heads/main'
const PEOPLE = ['Ada Ames', 'Ben Boyd', 'Cai Chen', 'Dee Dahl', 'Eli Ek'] as const

type State = {
  readonly models: readonly (SyntheticModel & { versions: number; stageTags: number })[]
  readonly random: Random
  /** Marks of commits, by model index and then by version from 0. */
  readonly marks: number[][]
  /** Raised by every commit and every tag, so that no two have the same time. */
  second: number
}

/**
 * A `git fast-import` stream of a repository as a team with one directory per model writes it with
 * DVC and GTO. The same shape gives the same bytes. Every tag is a valid event at its time.
 */
export function* streamSynthetic(shape: SyntheticShape): Generator<string> {
  const state = createState(shape)
  yield formatFirstCommit(state)
  let stageTags = 0
  for (let index = 0; index < shape.commits - 1; index += 1) {
    const model = index < shape.models ? index : state.random.int(shape.models)
    yield formatCommit(state, model, index + 2)
    yield formatRegistration(state, model)
    const due = Math.round(((shape.tags - shape.commits + 1) * (index + 1)) / (shape.commits - 1))
    for (; stageTags < due; stageTags += 1) yield formatAssignment(state, model)
  }
  yield 'done\n'
}

function createState(shape: SyntheticShape): State {
  const random = createRandom(shape.tags + shape.commits * 7 + shape.models * 13)
  const models = Array.from({ length: shape.models }, (_, index) => ({
    ...createModel(index, random),
    versions: 0,
    stageTags: 0,
  }))
  return { models, random, marks: models.map(() => []), second: FIRST_SECOND }
}

function formatFirstCommit(state: State): string {
  const files = state.models.flatMap((model) => [
    ...formatChange(model, state.random),
    change(`${model.dir}/dvc.yaml`, formatDvcYaml(model)),
    change(`${model.dir}/params.yaml`, formatParams(model)),
    change(`${model.dir}/.gitignore`, '/model.pkl\n'),
    ...['prepare', 'train', 'evaluate'].map((stage) =>
      change(`${model.dir}/src/${stage}.py`, `"""${stage} of ${model.name}"""\n`),
    ),
  ])
  const who = formatPerson(state)
  return `feature done\ncommit ${BRANCH}\nmark :1\nauthor ${who}\ncommitter ${who}\n${data('add the models\n')}${files.join('')}\n`
}

function formatCommit(state: State, index: number, mark: number): string {
  const model = at(state.models, index)
  const files: string[] = []
  if (state.random.int(2) === 0) {
    model.epochs = 5 + state.random.int(95)
    model.rate = 1 + state.random.int(900)
    files.push(change(`${model.dir}/params.yaml`, formatParams(model)))
  }
  if (state.random.int(20) === 0) {
    model.revision += 1
    files.push(change(`${model.dir}/dvc.yaml`, formatDvcYaml(model)))
  }
  files.push(...formatChange(model, state.random))
  state.marks[index]?.push(mark)
  const who = formatPerson(state)
  const message = data(`${model.name}: train again\n`)
  return `commit ${BRANCH}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n${message}${files.join('')}\n`
}

function formatChange(model: SyntheticModel, random: Random): string[] {
  return [
    change(`${model.dir}/dvc.lock`, formatDvcLock(model, random)),
    change(`${model.dir}/metrics.json`, formatMetrics(random)),
  ]
}

function formatRegistration(state: State, index: number): string {
  const model = at(state.models, index)
  const version = model.versions
  model.versions += 1
  const name = `${model.dir}=${model.name}@v${formatVersion(version)}`
  return formatTag(state, name, { mark: at(at(state.marks, index), version) })
}

function formatAssignment(state: State, index: number): string {
  const model = at(state.models, index)
  const stage = state.random.pick(['dev', 'dev', 'dev', 'staging', 'staging', 'production'])
  const back = stage === 'dev' ? 0 : state.random.int(stage === 'staging' ? 3 : 6)
  const version = Math.max(0, model.versions - 1 - back)
  model.stageTags += 1
  const name = `${model.dir}=${model.name}#${stage}#${model.stageTags}`
  return formatTag(state, name, { mark: at(at(state.marks, index), version) })
}

/** Ten patches to a minor version, ten minor versions to a major one. */
function formatVersion(version: number): string {
  return `${1 + Math.floor(version / 100)}.${Math.floor(version / 10) % 10}.${version % 10}`
}

function formatTag(state: State, name: string, target: { readonly mark: number }): string {
  const message = `${name}\n\nRequested-by: ${state.random.pick(PEOPLE)}\n`
  const signed = state.random.int(10) < 3 ? formatSignature(state.random) : ''
  return `tag ${name}\nfrom :${target.mark}\ntagger ${formatPerson(state)}\n${data(message + signed)}`
}

/** The shape and size of an SSH signature; no key has made it. */
function formatSignature(random: Random): string {
  const bytes = Buffer.from(`SSHSIG${random.hex(360)}`, 'latin1')
    .toString('base64')
    .slice(0, 400)
  const lines = bytes.match(/.{1,70}/g) ?? []
  return `-----BEGIN SSH SIGNATURE-----\n${lines.join('\n')}\n-----END SSH SIGNATURE-----\n`
}

function formatPerson(state: State): string {
  state.second += 1 + state.random.int(600)
  const name = state.random.pick(PEOPLE)
  const email = `${name.toLowerCase().replace(' ', '.')}@example.com`
  return `${name} <${email}> ${state.second} +0000`
}

function change(path: string, content: string): string {
  return `M 100644 inline ${path}\n${data(content)}`
}

/** Content is ASCII, so characters are bytes. */
function data(content: string): string {
  return `data ${content.length}\n${content}\n`
}

function at<One>(list: readonly One[], index: number): One {
  const one = list[index]
  if (one === undefined) throw new Error(`nothing at ${index}`)
  return one
}

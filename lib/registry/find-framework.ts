import { isList, isMapping, member, scalarText } from '@/lib/repo-data/data-value'
import { copyText, cutText, LIMITS } from '@/lib/repo-data/limits'
import { joinPath, parentDirectory, resolvePath } from '@/lib/repo-data/repo-path'
import type { DataValue } from '@/lib/snapshot/types'
import type { Files } from './derived'

/** What a model is a model of, by the file that MLflow or Hugging Face transformers writes with it. */
export type Framework = {
  /** From the repository's root. */
  readonly file: string
  readonly name: string
  readonly version: string | null
  /** The class of the model; null where it is not said. */
  readonly architecture: string | null
  /** The columns or tensors that it takes and gives; empty where they are not said. */
  readonly inputs: readonly SignatureField[]
  readonly outputs: readonly SignatureField[]
}

type SignatureField = { readonly name: string | null; readonly type: string }

type Found = Omit<Framework, 'file'>

/** The fields of a side of a signature that are kept. */
const MAX_FIELDS = 100

/**
 * The framework of a model at a commit: from `MLmodel`, else `config.json`, in the model's folder if it is one in Git, or
 * beside the model. A `config.json` that does not name a kind of model is of another program. A file that cannot be read
 * says nothing.
 */
export function findFramework(path: string | null, files: Files): Framework | null {
  const found = listFolders(path).flatMap((folder) => [
    readFile(joinPath(folder, 'MLmodel'), 'yaml', readMlmodel, files),
    readFile(joinPath(folder, 'config.json'), 'json', readConfig, files),
  ])
  return found.find((one) => one !== null) ?? null
}

function listFolders(path: string | null): readonly string[] {
  const model = path === null ? null : resolvePath('', path)
  if (model?.kind !== 'path') return []
  return model.path === '' ? [''] : [model.path, parentDirectory(model.path)]
}

function readFile(
  file: string,
  form: 'yaml' | 'json',
  read: (value: DataValue) => Found | null,
  files: Files,
): Framework | null {
  const fact = files.peek(file, form)
  const found = fact.kind === 'data' ? read(fact.value) : null
  return found && { file, ...found }
}

/** The flavor that every model in Python has beside its own. */
const GENERAL = 'python_function'

/** https://mlflow.org/docs/latest/ml/model/, "MLmodel File". */
function readMlmodel(value: DataValue): Found | null {
  const flavors = member(value, 'flavors')
  if (!isMapping(flavors)) return null
  const flavor = Object.keys(flavors).find((name) => name !== GENERAL) ?? GENERAL
  const loader = textOf(member(member(flavors, GENERAL), 'loader_module'))
  const signature = member(value, 'signature')
  return {
    name: nameOf(flavor === GENERAL && loader !== null ? loader : flavor),
    version: textOf(member(member(flavors, flavor), `${flavor}_version`)),
    architecture: textOf(member(member(flavors, flavor), 'model_class')),
    inputs: readFields(member(signature, 'inputs')),
    outputs: readFields(member(signature, 'outputs')),
  }
}

/** https://huggingface.co/docs/transformers/main_classes/configuration. */
function readConfig(value: DataValue): Found | null {
  const kind = textOf(member(value, 'model_type'))
  const classes = member(value, 'architectures')
  const first = isList(classes) ? textOf(classes[0]) : null
  if (kind === null && first === null) return null
  return {
    name: 'transformers',
    version: textOf(member(value, 'transformers_version')),
    architecture: first ?? kind,
    inputs: [],
    outputs: [],
  }
}

/** A side of MLflow's signature: JSON in a text, with a `type`, and the `tensor-spec` of tensors. */
function readFields(value: DataValue | undefined): readonly SignatureField[] {
  const text = scalarText(value)
  if (text === null || text.length > LIMITS.textBytes) return []
  const fields = parseJson(text)
  if (!isList(fields)) return []
  return fields.slice(0, MAX_FIELDS).flatMap((field) => {
    const type = typeOf(field)
    return type === null ? [] : [{ name: textOf(member(field, 'name')), type }]
  })
}

function typeOf(field: DataValue): string | null {
  const tensor = member(field, 'tensor-spec')
  const shape = member(tensor, 'shape')
  const [type, dtype] = [textOf(member(field, 'type')), textOf(member(tensor, 'dtype'))]
  if (dtype === null || !isList(shape)) return type
  return nameOf(`${dtype}[${shape.slice(0, 10).map(scalarText).join(', ')}]`)
}

function parseJson(text: string): DataValue {
  try {
    return JSON.parse(text) as DataValue
  } catch {
    return null
  }
}

/** Null where it is empty or no text. */
function textOf(value: DataValue | undefined): string | null {
  const text = scalarText(value)
  return text === null || text === '' ? null : nameOf(text)
}

function nameOf(text: string): string {
  return copyText(cutText(text, LIMITS.nameBytes))
}

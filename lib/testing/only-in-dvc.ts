/**
 * D8: artifacts of the conformance repositories that only `dvc.yaml` declares, which GTO does not read. They have no
 * tag.
 */
export const ONLY_IN_DVC: Readonly<Record<string, readonly string[]>> = {
  'example-get-started': ['stackoverflow-dataset'],
  'monorepo-model-registry-fixture': [
    'nested/dvc-subdir-new-model:stackoverflow-dataset',
    'nested/dvc-subdir-same-model:stackoverflow-dataset',
    'nested/dvc-subdir-same-model:text-classification',
    'nested/slice-new-model:new-model',
    'nested/slice-new-model:stackoverflow-dataset',
    'nested/slice-same-model:stackoverflow-dataset',
    'nested:stackoverflow-dataset',
  ],
}

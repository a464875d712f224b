/**
 * The states of the vectors for which Signet differs from GTO on purpose, by vector id: D1 one row for a commit without
 * a version, and unassigning cancels; D2 a commit revives nothing; D3 of the events of one second the higher counter is
 * the later; D4 one bad tag or file leaves the rest as it is; D9 an entry with keys of another program is no artifact.
 */
export type OurState = {
  readonly show: Readonly<
    Record<string, readonly [string | null, Readonly<Record<string, string>>]>
  >
  /** `many` versions per stage, where it differs from `show`. */
  readonly many?: Readonly<Record<string, string>>
  /** Stages by SemVer, where they differ from `show`. */
  readonly semver?: Readonly<Record<string, string>>
  /** Artifacts that only `--deprecated` shows, with their latest version. */
  readonly deprecated?: Readonly<Record<string, string>>
  /** Has a tag, where that is not so. */
  readonly unregistered?: readonly string[]
  readonly state: Readonly<Record<string, readonly (readonly unknown[])[]>>
  readonly history: readonly (readonly unknown[])[]
  readonly problems?: readonly (readonly [string, string | null, string])[]
  readonly ignored?: readonly (readonly [string, string])[]
}

const V1 = ['v1.0.0', '<A>', 'act', 'reg', '-', {}] as const
const V1_IN_PROD = ['v1.0.0', '<A>', 'act', 'reg', '-', { prod: ['act', 1, 0] }] as const
const V2_IN_PROD = ['v2.0.0', '<B>', 'act', 'reg', '-', { prod: ['act', 1, 0] }] as const
const HEAD = ['<D>', '<D>', 'act', 'unreg', 'disc', {}] as const
const REGISTERED = [1, 'registration', 'm', 'v1.0.0', null, 'm@v1.0.0'] as const

export const OUR_STATE: Readonly<Record<string, OurState>> = {
  '06': {
    show: { m: [null, { prod: '<A>' }] },
    state: { m: [['<A>', '<A>', 'act', 'unreg', 'disc', { prod: ['act', 1, 0] }]] },
    history: [[1, 'assignment', 'm', '<A>', 'prod', 'm#prod#1']],
  },
  '07': {
    show: { m: [null, { dev: '<A>', prod: '<A>' }] },
    state: {
      m: [['<A>', '<A>', 'act', 'unreg', 'disc', { prod: ['act', 1, 0], dev: ['act', 1, 0] }]],
    },
    history: [
      [2, 'assignment', 'm', '<A>', 'dev', 'm#dev#2'],
      [1, 'assignment', 'm', '<A>', 'prod', 'm#prod#1'],
    ],
  },
  '61': {
    show: { m: [null, {}] },
    state: { m: [['<A>', '<A>', 'act', 'unreg', 'disc', { prod: ['inact', 1, 1] }]] },
    history: [
      [2, 'unassignment', 'm', '<A>', 'prod', 'm#prod!#2'],
      [1, 'assignment', 'm', '<A>', 'prod', 'm#prod#1'],
    ],
  },
  '50b': {
    show: {},
    deprecated: { m: 'v1.0.0' },
    state: { m: [['v1.0.0', '<D>', 'act', 'reg', '-', {}]] },
    history: [
      [-10999, 'deprecation', 'm', null, null, 'm@deprecated'],
      [-11000, 'registration', 'm', 'v1.0.0', null, 'm@v1.0.0'],
    ],
  },
  '66': {
    show: {},
    deprecated: { m: 'v1.0.0' },
    state: { m: [V1, HEAD] },
    history: [
      [-998, 'deprecation', 'm', null, null, 'm@deprecated'],
      [-999, 'registration', 'm', 'v1.0.0', null, 'm@v1.0.0'],
    ],
  },
  '35': {
    show: { m: ['v2.0.0', { prod: 'v2.0.0' }] },
    many: { prod: 'v2.0.0, v1.0.0' },
    state: { m: [V1_IN_PROD, V2_IN_PROD] },
    history: [
      [5, 'assignment', 'm', 'v2.0.0', 'prod', 'm#prod#2'],
      [5, 'assignment', 'm', 'v1.0.0', 'prod', 'm#prod#1'],
      [2, 'registration', 'm', 'v2.0.0', null, 'm@v2.0.0'],
      REGISTERED,
    ],
  },
  '36': {
    show: { m: ['v2.0.0', { prod: 'v1.0.0' }] },
    many: { prod: 'v1.0.0, v2.0.0' },
    semver: { prod: 'v2.0.0' },
    state: { m: [V1_IN_PROD, V2_IN_PROD] },
    history: [
      [5, 'assignment', 'm', 'v1.0.0', 'prod', 'm#prod#2'],
      [5, 'assignment', 'm', 'v2.0.0', 'prod', 'm#prod#1'],
      [2, 'registration', 'm', 'v2.0.0', null, 'm@v2.0.0'],
      REGISTERED,
    ],
  },
  '36b': {
    show: { m: ['v2.0.0', { prod: 'v1.0.0' }] },
    many: { prod: 'v1.0.0, v2.0.0' },
    semver: { prod: 'v2.0.0' },
    state: { m: [V1_IN_PROD, V2_IN_PROD] },
    history: [
      [5, 'assignment', 'm', 'v1.0.0', 'prod', 'm#prod#2'],
      [5, 'assignment', 'm', 'v2.0.0', 'prod', 'm#prod#1'],
      [1, 'registration', 'm', 'v2.0.0', null, 'm@v2.0.0'],
      REGISTERED,
    ],
  },
  '09': {
    show: { m: ['v1.0.1', {}] },
    state: { m: [V1, ['v1.0.1', '<A>', 'act', 'reg', '-', {}]] },
    history: [[2, 'registration', 'm', 'v1.0.1', null, 'm@v1.0.1'], REGISTERED],
    problems: [['many-versions-on-commit', 'm', 'm@v1.0.1']],
  },
  '10': {
    show: { m: ['v1.0.1', { prod: 'v1.0.1' }] },
    state: { m: [V1, ['v1.0.1', '<A>', 'act', 'reg', '-', { prod: ['act', 1, 0] }]] },
    history: [
      [3, 'assignment', 'm', 'v1.0.1', 'prod', 'm#prod#1'],
      [2, 'registration', 'm', 'v1.0.1', null, 'm@v1.0.1'],
      REGISTERED,
    ],
    problems: [
      ['many-versions-on-commit', 'm', 'm@v1.0.1'],
      ['ambiguous-stage-tag', 'm', 'm#prod#1'],
    ],
  },
  '24': { show: {}, state: {}, history: [], ignored: [['m@created', 'created-tag']] },
  '25': {
    show: { x: ['v1.0.0', {}] },
    state: { x: [V1] },
    history: [[2, 'registration', 'x', 'v1.0.0', null, 'x@v1.0.0']],
    ignored: [['m@created', 'created-tag']],
  },
  '67': {
    show: { m: ['v1.0.0', {}] },
    state: { m: [V1] },
    history: [REGISTERED],
    problems: [
      ['yaml-syntax', null, 'artifacts.yaml:2'],
      ['yaml-syntax', 'm', 'artifacts.yaml:2'],
    ],
  },
  '68': {
    show: { m: ['v1.0.0', {}] },
    state: { m: [V1, HEAD] },
    history: [REGISTERED],
    problems: [['annotation-file-not-a-mapping', 'm', 'artifacts.yaml:null']],
  },
  '69': {
    show: {},
    state: {},
    history: [],
    problems: [['annotation-file-foreign', null, 'artifacts.yaml:null']],
  },
  '70': {
    show: {},
    state: {},
    history: [],
    problems: [['annotation-bad-name', null, 'artifacts.yaml:1']],
  },
  '71': {
    show: {},
    state: {},
    history: [],
    problems: [['annotation-bad-name', null, 'artifacts.yaml:1']],
  },
  '72': {
    show: {},
    state: {},
    history: [],
    problems: [['annotation-file-empty', null, 'artifacts.yaml:null']],
  },
  '73': {
    show: { m: [null, {}] },
    unregistered: ['m'],
    state: { m: [HEAD] },
    history: [],
    problems: [['annotation-entry-empty', 'm', 'artifacts.yaml:1']],
  },
}

import type { ComparedContent, ComparedFile, ComparedInputs } from '@/lib/views/comparison'
import { ByteSize } from '../ui/byte-size'
import { Panel } from '../ui/panel'
import { ScalarText } from '../ui/scalar-text'
import { UntrustedText } from '../ui/untrusted-text'
import { type ChangeRow, ChangeTable } from './change-table'

type Props = {
  readonly inputs: ComparedInputs
  readonly versions: readonly [from: string, to: string]
  /** The page of a file's content in the newer version, on this server or on the forge; null without one. */
  readonly hrefOf: (file: ComparedFile) => string | null
}

/** What the two versions were made from: data, code, and the stages with their params. */
export function CompareInputs({ inputs, versions, hrefOf }: Props) {
  const files = (kinds: readonly ComparedFile['kind'][]) =>
    inputs.files
      .filter(({ kind }) => kinds.includes(kind))
      .map((file) => ({
        ...{ name: file.path, href: hrefOf(file), change: file.change },
        from: <Content content={file.from} />,
        to: <Content content={file.to} />,
      }))
  return (
    <>
      {PARTS.map(({ title, word, kinds }) => (
        <Part key={title} title={title} word={word} versions={versions} rows={files(kinds)} />
      ))}
      <Part title="Pipeline" word="Stage" versions={versions} rows={listStages(inputs)} />
    </>
  )
}

const PARTS = [
  { title: 'Data', word: 'Path', kinds: ['data', 'import'] },
  { title: 'Code', word: 'File', kinds: ['code'] },
  { title: 'Made on the way', word: 'Path', kinds: ['made'] },
] as const

type PartProps = {
  readonly title: string
  readonly word: string
  readonly versions: Props['versions']
  readonly rows: readonly ChangeRow[]
}

function Part({ title, word, versions, rows }: PartProps) {
  if (rows.length === 0) return null
  return (
    <Panel title={title}>
      <ChangeTable word={word} versions={versions} rows={rows} />
    </Panel>
  )
}

/** A row for each stage, and one for each param that a changed stage ran with and that differs. */
function listStages({ stages }: ComparedInputs) {
  return stages.flatMap(({ id, change, from, to, params }) => [
    { name: id, change, from: <Command lines={from} />, to: <Command lines={to} /> },
    ...params
      .filter((param) => change === 'changed' && param.change !== 'same')
      .map((param) => ({
        ...{ name: `${id} · ${param.name}`, change: param.change },
        from: param.change === 'added' ? null : <ScalarText value={param.from} />,
        to: param.change === 'removed' ? null : <ScalarText value={param.to} />,
      })),
  ])
}

function Command({ lines }: { readonly lines: readonly string[] | null }) {
  return lines === null ? '–' : <UntrustedText text={lines.join('\n')} max={300} />
}

/** A content by the first digits of its hash and its size. */
function Content({ content }: { readonly content: ComparedContent | null }) {
  if (content === null) return '–'
  const { hash, size, from } = content
  const id = from ?? hash?.split(' ').at(-1) ?? null
  if (id === null) return 'not known'
  return (
    <>
      <span data-tip={id}>{id.slice(0, 7)}</span>
      {size === null ? null : (
        <>
          {' · '}
          <ByteSize bytes={size} />
        </>
      )}
    </>
  )
}

import { UntrustedText } from '../ui/untrusted-text'
import { StageDot } from './stage-dot'

type Props = {
  readonly stages: readonly string[]
  /** All stages, for their colours. */
  readonly order: readonly string[]
}

/** The heads of columns of stages. */
export function StageHeads({ stages, order }: Props) {
  return stages.map((stage) => (
    <th key={stage} scope="col">
      <StageDot stage={stage} order={order} />
      <UntrustedText text={stage} />
    </th>
  ))
}

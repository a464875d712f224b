import { formatVersion } from '../model/format-version'
import { stageTone } from './stage-tone'

type Props = { readonly version: string; readonly stage: string; readonly order: readonly string[] }

/** The version that holds a stage, on the stage's colour. */
export function VersionPill({ version, stage, order }: Props) {
  const shown = formatVersion(version)
  return (
    <code
      data-tip={shown === version ? undefined : version}
      className={`pill ${stageTone(stage, order)}`}
    >
      {shown}
    </code>
  )
}

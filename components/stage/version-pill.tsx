import { formatVersion } from '../model/format-version'
import { stageTone } from './stage-tone'

type Props = { readonly version: string; readonly stage: string; readonly order: readonly string[] }

/** The version that holds a stage, on the stage's colour. */
export function VersionPill({ version, stage, order }: Props) {
  return (
    <span
      title={`${version} in ${stage}`}
      className={`inline-flex h-4.5 max-w-24 items-center @3xl:max-w-60 rounded-sm px-1.5 font-mono text-xs ${stageTone(stage, order)}`}
    >
      <span className="truncate">{formatVersion(version)}</span>
    </span>
  )
}

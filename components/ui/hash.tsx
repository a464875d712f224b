import type { ForgeLink } from '@/lib/forge/build-links'
import { Copyable } from './copyable'

type Props = {
  readonly oid: string
  readonly label: string
  /** Where the forge shows it, if that is known. */
  readonly link?: ForgeLink | null
}

/** An object id, seven digits long on screen and whole when copied. */
export function Hash({ oid, label, link }: Props) {
  return <Copyable text={oid} short={oid.slice(0, 7)} label={label} link={link} />
}

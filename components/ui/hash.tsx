import { Copyable } from './copyable'

type Props = { readonly oid: string; readonly label: string }

/** An object id, seven digits long on screen and whole when copied. */
export function Hash({ oid, label }: Props) {
  return <Copyable text={oid} short={oid.slice(0, 7)} label={label} />
}

import { createHash } from 'node:crypto'

/** The MD5 of a text, as DVC names contents. */
export function md5(text) {
  return createHash('md5').update(text).digest('hex')
}

/** A number from 0 to 1 that a name always gives. */
export function noise(name) {
  return createHash('sha256').update(name).digest().readUInt32BE() / 0xffffffff
}

/** A metric on its way from one value to another over a model's versions, with a little noise; four decimals. */
export function metricAt(name, [from, to], step, steps) {
  const progress = steps <= 1 ? 1 : step / (steps - 1)
  const wobble = (noise(`${name} ${step}`) - 0.5) * 0.15 * (to - from)
  return Math.round((from + (to - from) * progress + wobble) * 10_000) / 10_000
}

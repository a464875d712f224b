import type { Random } from '@/lib/testing/mutate'
import { type Attack, type AttackClass, fill, MODEL, pick, pickSize, plant } from './attack'

/** Where a file may name a path, with the files that do. */
const PLACES = {
  'the path in artifacts.yaml': (path: string) => ({
    'artifacts.yaml': `${MODEL}: { type: model, path: "${path}" }\n`,
  }),
  'outs in dvc.yaml': (path: string) => ({
    'artifacts.yaml': `${MODEL}: { type: model, path: out }\n`,
    'dvc.yaml': `stages:\n  train: { cmd: train, outs: ["${path}", out] }\n`,
  }),
  'outs and the path that is one of them': (path: string) => ({
    'dvc.yaml': `stages:\n  train: { cmd: train, outs: ["${path}"] }\nartifacts:\n  ${MODEL}: { type: model, path: "${path}" }\n`,
  }),
  'deps in dvc.yaml': (path: string) => ({
    'artifacts.yaml': `${MODEL}: { type: model, path: out }\n`,
    'dvc.yaml': `stages:\n  train: { cmd: train, deps: ["${path}"], outs: [out] }\n`,
  }),
  'wdir in dvc.yaml': (path: string) => ({
    'artifacts.yaml': `${MODEL}: { type: model, path: out }\n`,
    'dvc.yaml': `stages:\n  train: { cmd: train, wdir: "${path}", deps: [a, b], outs: [c], metrics: [d] }\n`,
  }),
  'metrics in dvc.yaml': (path: string) => ({ 'dvc.yaml': `metrics: ["${path}"]\n` }),
  'params in dvc.yaml': (path: string) => ({ 'dvc.yaml': `params: ["${path}"]\n` }),
  'vars in dvc.yaml': (path: string) => ({
    'dvc.yaml': `vars: ["${path}"]\nmetrics: ["\${name}"]\n`,
  }),
  'outs in dvc.lock': (path: string) => ({
    'artifacts.yaml': `${MODEL}: { type: model, path: out/model.bin }\n`,
    'dvc.lock': `schema: '2.0'\nstages:\n  train: { cmd: train, outs: [{ path: "${path}", md5: 0123456789abcdef0123456789abcdef }] }\n`,
  }),
  'the out of a .dvc file': (path: string) => ({
    'artifacts.yaml': `${MODEL}: { type: model, path: out }\n`,
    'out.dvc': `wdir: "${path}"\nouts: [{ path: "${path}", md5: 0123456789abcdef0123456789abcdef }]\n`,
  }),
  'index in .gto': (path: string) => ({ '.gto': `index: "${path}"\n` }),
  'a pattern in CODEOWNERS': (path: string) => ({
    'artifacts.yaml': `${MODEL}: { type: model, path: "${path}" }\n`,
    CODEOWNERS: `/${path} @owner\n${path.slice(0, path.length / 2)}/** @other\n`,
  }),
} as const

type Place = keyof typeof PLACES

function attack(place: Place, path: string, described: string): Attack {
  return {
    name: `${described} as ${place}`,
    build: (writer) => plant(writer, { files: PLACES[place](path) }),
  }
}

export const deepPaths: AttackClass = {
  name: 'paths',
  examples: [
    attack('the path in artifacts.yaml', fill('a/', 59_999), 'a path of 30,000 segments'),
    attack(
      'outs and the path that is one of them',
      fill('a/', 119_999),
      'a path of 60,000 segments in 120 KB',
    ),
    attack('outs in dvc.yaml', fill('folder/', 120_000), 'a path of 120 KB'),
  ],
  vary,
}

function vary(random: Random): Attack {
  const place = pick(random, Object.keys(PLACES) as [Place, ...Place[]])
  const unit = pick(random, ['a/', 'ab/', './', '../', 'a/../', '//', 'é/', 'x', '\u200b/', '*/'])
  const length = pickSize(random, 2_000, 200_000)
  return attack(place, `a${fill(unit, length)}a`, `${length} characters of ${JSON.stringify(unit)}`)
}

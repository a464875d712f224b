import type { Random } from '@/lib/testing/mutate'
import { type Attack, type AttackClass, fill, MODEL, pick, pickSize, plant } from './attack'

/** Patterns that take a careless matcher a time of another order than their length. */
export const slowPatterns: AttackClass = {
  name: 'patterns',
  examples: [
    owners({ pattern: `*${fill('a', 100_000)}b`, path: fill('a', 200_000), rules: 1 }),
    github({ files: 200, patterns: 20, pattern: fill('*a', 240) }),
  ],
  vary: (random) =>
    pick(random, [varyOwners, varyGithub, varyGitlab, varyConditions, varyRules])(random),
}

type Owners = {
  readonly pattern: string
  readonly path: string
  readonly rules: number
  readonly file?: string
}

function owners({ pattern, path, rules, file = 'CODEOWNERS' }: Owners): Attack {
  const line = `${pattern} @team\n`
  return {
    name: `${rules} rules of ${pattern.length} characters in ${file} against a path of ${path.length}`,
    build: (writer) =>
      plant(writer, {
        files: {
          'artifacts.yaml': `${MODEL}: { type: model, path: "${path}" }\n`,
          [file]: line.repeat(rules),
        },
      }),
  }
}

type Github = {
  readonly files: number
  readonly patterns: number
  readonly pattern: string
  readonly key?: 'tags' | 'tags-ignore'
}

function github({ files, patterns, pattern, key = 'tags' }: Github): Attack {
  const lines = Array.from({ length: patterns }, (_, index) => `    - '${pattern}${index}'\n`)
  const text = `on:\n  push:\n   ${key}:\n${lines.join('')}jobs:\n  build: {}\n`
  return {
    name: `${files} workflows of GitHub with ${patterns} patterns of ${pattern.length} characters`,
    ...{ dryRun: 'assign', outcome: 'within-limits' },
    build: (writer) =>
      plant(writer, {
        files: Object.fromEntries(
          Array.from({ length: files }, (_, index) => [
            `.github/workflows/w${index}.yml`,
            `name: w${index}\n${text}`,
          ]),
        ),
      }),
  }
}

type Condition = { readonly files: number; readonly jobs: number; readonly condition: string }

function conditions({ files, jobs, condition }: Condition): Attack {
  const lines = Array.from(
    { length: jobs },
    (_, index) => `  j${index}: { if: "${condition}", needs: [j${(index + 1) % jobs}] }\n`,
  )
  return {
    name: `${files} workflows of ${jobs} jobs under ${JSON.stringify(condition.slice(0, 20))} of ${condition.length} characters`,
    dryRun: 'assign',
    build: (writer) =>
      plant(writer, {
        files: Object.fromEntries(
          Array.from({ length: files }, (_, index) => [
            `.github/workflows/w${index}.yml`,
            `on: push\njobs:\n${lines.join('')}`,
          ]),
        ),
      }),
  }
}

function gitlab(jobs: number, condition: string): Attack {
  const lines = Array.from(
    { length: jobs },
    (_, index) => `j${index}: { script: [a], rules: [{ if: '${condition}' }] }\n`,
  )
  return {
    name: `${jobs} jobs of GitLab under ${JSON.stringify(condition.slice(0, 20))} of ${condition.length} characters`,
    dryRun: 'assign',
    build: (writer) => plant(writer, { files: { '.gitlab-ci.yml': lines.join('') } }),
  }
}

/** Stages with rules of the repository's own, which checks of every version are held against. */
function rules(stages: number, check: string): Attack {
  const lines = Array.from(
    { length: stages },
    (_, index) => `    s${index}: { checks: ["${check}"] }\n`,
  )
  return {
    name: `${stages} rules of stages with a check of ${check.length} characters`,
    dryRun: 'assign',
    build: (writer) =>
      plant(writer, { files: { '.signet.yaml': `stages:\n  rules:\n${lines.join('')}` } }),
  }
}

const GLOBS = ['*a', '**/', '?*', '**/*a/', '\\\\a*', '[ab]', 'a?', 'é*', '*'] as const

function varyOwners(random: Random): Attack {
  const glob = pick(random, GLOBS)
  const length = pickSize(random, 10, 100_000)
  return owners({
    pattern: `${fill(glob, length)}b`,
    path: fill(pick(random, ['a', 'a/', 'aab/', 'é']), pickSize(random, 100, 120_000)),
    rules: Math.max(1, Math.floor(120_000 / length)),
    file: pick(random, [
      'CODEOWNERS',
      '.gitlab/CODEOWNERS',
      '.github/CODEOWNERS',
      'docs/CODEOWNERS',
    ]),
  })
}

const varyGithub = (random: Random) =>
  github({
    files: pickSize(random, 5, 600),
    patterns: pickSize(random, 1, 2_000),
    pattern: fill(pick(random, ['*a', '**', 'a?', '[a-z]', 'a+', '**/', '[ab]+']), 1 + random(249)),
    key: pick(random, ['tags', 'tags-ignore']),
  })

const varyConditions = (random: Random) =>
  conditions({
    files: pickSize(random, 1, 200),
    jobs: pickSize(random, 1, 1_000),
    condition: fill(
      pick(random, [
        '!',
        '(',
        "contains('a', 'b') && ",
        'a == b || ',
        'success() && ',
        'a.b.',
        ' ',
      ]),
      pickSize(random, 10, 8_000),
    ),
  })

const varyGitlab = (random: Random) =>
  gitlab(
    pickSize(random, 1, 500),
    `$CI_COMMIT_TAG =~ /${fill(pick(random, ['(a+)+', '(a|a)*', '.*', 'a{1,9}', '[^b]*', '(?:']), pickSize(random, 10, 2_000))}$/`,
  )

const varyRules = (random: Random) =>
  rules(
    pickSize(random, 1, 2_000),
    fill(
      pick(random, ['metrics.a >= 0 ', 'metrics.', '((', 'params.a == b && ']),
      pickSize(random, 10, 10_000),
    ),
  )

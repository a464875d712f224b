import { quotePath, type Snippet, type UsedVersion } from './snippet'

/** Workflows that run when a version is given the stage. Empty where no stage is followed. */
export function listCiSnippets(used: UsedVersion): readonly Snippet[] {
  const { model, stage } = used
  if (stage === null) return []
  const prefix = `${model.replace(':', '=')}#${stage}`
  return [buildGithub(prefix, used), buildGitlab(prefix, used)]
}

/** With a number, as Signet and GTO write it, and without; a tag that takes the stage away has `!` there. */
function buildGithub(prefix: string, used: UsedVersion): Snippet {
  return {
    id: 'github',
    title: 'Act in GitHub Actions',
    does: `Runs when a version is promoted to ${used.stage}. Save it as .github/workflows/deploy.yml.`,
    lines: [
      'on:',
      '  push:',
      '    tags:',
      `      - ${quoteYaml(`${escapePattern(prefix)}#*`)}`,
      `      - ${quoteYaml(escapePattern(prefix))}`,
      'jobs:',
      '  deploy:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: actions/checkout@v4',
      ...listUse(used, '$GITHUB_REF_NAME').map((line) => `      - run: ${line}`),
    ],
  }
}

function buildGitlab(prefix: string, used: UsedVersion): Snippet {
  const pattern = prefix.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return {
    id: 'gitlab',
    title: 'Act in GitLab CI',
    does: `Runs when a version is promoted to ${used.stage}. Add it to .gitlab-ci.yml.`,
    lines: [
      'deploy:',
      '  rules:',
      `    - if: ${quoteYaml(`$CI_COMMIT_TAG =~ /^${pattern}(#[0-9]+)?$/`)}`,
      '  script:',
      ...listUse(used, '$CI_COMMIT_TAG').map((line) => `    - ${line}`),
    ],
  }
}

/** The commit of the tag is checked out: what it needs is the model. */
function listUse({ path, hash }: UsedVersion, tag: string): readonly string[] {
  const isInDvc = path !== null && !path.includes('://') && !hash?.startsWith('git:')
  return [
    ...(isInDvc ? ["pip install 'dvc[all]'", `dvc pull ${quotePath(path)}`] : []),
    `echo "Deploy ${tag}"`,
  ].map(quoteYaml)
}

/** What GitHub's patterns give a meaning to. */
function escapePattern(text: string): string {
  return text.replaceAll(/[+?*[\]!\\]/g, '\\$&')
}

/** A text as one scalar of YAML. */
function quoteYaml(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

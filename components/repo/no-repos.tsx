import { CommandLine } from '../ui/command-line'
import { EmptyState } from '../ui/empty-state'

/** Shown when no repository is connected. */
export function NoRepos() {
  return (
    <EmptyState icon="git-branch" title="No repository is connected">
      <p>
        Models, versions and stages are read from Git repositories. Start Signet with the address or
        the path of one:
      </p>
      <CommandLine command="npm start -- https://git.example.com/ml/churn.git" />
      <p>
        or name them in <code className="text-xs">signet.yaml</code>:
      </p>
      <CommandLine
        label="configuration"
        command={'repos:\n  - slug: churn\n    url: https://git.example.com/ml/churn.git'}
      />
    </EmptyState>
  )
}

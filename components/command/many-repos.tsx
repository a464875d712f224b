import { refusalSentence } from '../refusal/refusals'
import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'
import type { Asked } from './asked'
import { commandHref } from './command-href'

/** Models of several repositories cannot be promoted by one push; each repository's can. */
export function ManyRepos({ asked }: { readonly asked: Asked }) {
  const repos = [...new Set(asked.models.map(({ repo }) => repo))]
  return (
    <EmptyState icon="git-branch" heading="h1" title="One repository at a time">
      <p>{refusalSentence({ code: 'many-repos', details: { repos } })}</p>
      <p className="flex flex-wrap gap-2">
        {repos.map((repo) => {
          const models = asked.models.filter((model) => model.repo === repo)
          return (
            <a
              key={repo}
              href={commandHref({ ...asked, models })}
              className={buttonClass('outline')}
            >
              Promote {models.length} {models.length === 1 ? 'model' : 'models'} of {repo}
            </a>
          )
        })}
      </p>
    </EmptyState>
  )
}

import { Icon } from '../ui/icon'

/** The repository of a model, before its name. */
export function RepoOf({ repo }: { readonly repo: string }) {
  return (
    <>
      <a
        href={`/repos/${encodeURIComponent(repo)}`}
        className="inline-flex items-center gap-1.5 text-text-soft hover:text-text [&_.icon]:size-3.5"
      >
        <Icon name="git-branch" />
        {repo}
      </a>
      <span aria-hidden="true" className="text-text-faint">
        /
      </span>
    </>
  )
}

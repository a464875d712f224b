/** As forges write the number into the first line of a commit that merges or squashes a pull request. */
const FORMS = [
  /^Merge pull request #(\d{1,9})\b/, // GitHub
  /\(pull request #(\d{1,9})\)$/, // Bitbucket
  /\(#(\d{1,9})\)(?: from |$)/, // GitHub squashes, Gitea and Forgejo
  /\(!(\d{1,9})\)$/, // GitLab, where the template of a project names it
]

/** The number of the pull request that a commit came from, by the first line of its message; null where it names none. */
export function findPullRequest(subject: string): number | null {
  for (const form of FORMS) {
    const number = form.exec(subject)?.[1]
    if (number !== undefined) return Number(number)
  }
  return null
}

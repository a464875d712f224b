import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'

type Props = { readonly reader: 'signed-in' | 'anonymous' }

/** Shown while a reader finds no view. */
export function NoViews({ reader }: Props) {
  return (
    <EmptyState icon="bookmark" title="No saved views yet">
      <p>
        A view keeps a search of models with its tab, order and columns. Search, then choose
        <strong className="font-medium"> Save view</strong> beside the columns.
      </p>
      {reader === 'anonymous' ? <p>Views that others share are shown here.</p> : null}
      <p>
        <a href="/" className={buttonClass('primary')}>
          Models
        </a>
      </p>
    </EmptyState>
  )
}

/** Shown in place of the form to readers who are not signed in. */
export function SignInToSave() {
  return (
    <EmptyState icon="lock" title="Sign in first">
      <p>Views belong to people who are signed in.</p>
      <p>
        <a href="/sign-in" className={buttonClass('primary')}>
          Sign in
        </a>
      </p>
    </EmptyState>
  )
}

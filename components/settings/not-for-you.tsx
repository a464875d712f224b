import { buttonClass } from '../ui/button-class'
import { EmptyState } from '../ui/empty-state'

type Props = { readonly needs: 'signed-in' | 'admin' }

/** Shown in place of settings that the viewer may not see. */
export function NotForYou({ needs }: Props) {
  if (needs === 'admin') {
    return (
      <EmptyState icon="lock" title="For admins">
        <p>
          Only admins can see the configuration. Roles are set in signet.yaml, under{' '}
          <code className="text-xs">auth.roles</code>.
        </p>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="lock" title="Sign in first">
      <p>This part of the settings is for people who are signed in.</p>
      <p>
        <a href="/sign-in" className={buttonClass('primary')}>
          Sign in
        </a>
      </p>
    </EmptyState>
  )
}

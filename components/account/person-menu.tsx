import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'
import { formatPlain } from '../ui/visible-text'

export type PersonView = {
  readonly name: string
  /** What the person may do here; null without a role. */
  readonly role: string | null
}

const MENU_ID = 'person'

/** The signed-in person with the button to sign out, or the link to sign in. Plain forms and links: signing in or out
 *  reloads the page, so that no earlier content stays. */
export function PersonMenu({ person }: { readonly person: PersonView | null }) {
  if (person === null) {
    return (
      <a href="/sign-in" className={buttonClass('outline')}>
        <Icon name="log-in" />
        <span className="max-md:sr-only">Sign in</span>
      </a>
    )
  }
  return (
    <>
      <button
        type="button"
        popoverTarget={MENU_ID}
        data-menu="w-60 p-1"
        aria-label="Account"
        data-tip={formatPlain(person.name)}
        className="icon-button"
      >
        <Icon name="user-round" />
      </button>
      <form
        id={MENU_ID}
        popover="auto"
        method="post"
        action="/api/auth/sign-out"
        className="inset-[3.25rem_0.75rem_auto_auto] m-0 w-60 rounded-lg bg-surface p-1 text-text shadow-float"
      >
        <p className="px-2 pt-1 pb-2">
          <bdi className="block truncate font-medium">{person.name}</bdi>
          <span className="text-xs text-text-soft">{person.role ?? 'no role'}</span>
        </p>
        <button type="submit" className={MENU_ITEM}>
          Sign out
        </button>
        <details>
          <summary className={`${MENU_ITEM} option-danger`}>Sign out everywhere</summary>
          <button
            type="submit"
            name="everywhere"
            value="yes"
            className={`${MENU_ITEM} option-danger option-confirm`}
          >
            Yes, on all devices
          </button>
        </details>
      </form>
    </>
  )
}

const MENU_ITEM = 'option'

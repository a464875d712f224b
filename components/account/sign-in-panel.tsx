import type { ReactNode } from 'react'
import { buttonClass } from '../ui/button-class'
import { CommandLine } from '../ui/command-line'
import { Icon } from '../ui/icon'
import type { SignInState } from './sign-in-state'
import { TroubleNotice } from './trouble-notice'

/** The content of the sign-in page. Its plain forms work without scripts. */
export function SignInPanel({ state }: { readonly state: SignInState }) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-4 pt-[8vh]">
      <h1 className="text-lg font-semibold tracking-tight">Sign in to Signet</h1>
      {state.trouble ? (
        <TroubleNotice trouble={state.trouble} ownAddress={state.ownAddress} />
      ) : null}
      <section className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
        <Ways state={state} />
      </section>
      {state.reading === 'open' ? (
        <p className="text-text-soft">
          Reading needs no account here.{' '}
          <a href={state.to} className="text-accent underline">
            Go on without signing in
          </a>
        </p>
      ) : null}
    </div>
  )
}

function Ways({ state }: { readonly state: SignInState }): ReactNode {
  if (state.kind === 'no-role') return <NoRole name={state.name} id={state.id} />
  if (state.kind === 'local') return <LocalLink link={state.link} />
  if (state.kind === 'none') {
    return (
      <p>
        This server has no sign-in provider. Its operator can add one in signet.yaml under{' '}
        <code className="text-xs">auth.providers</code>, or let everyone read with{' '}
        <code className="text-xs">auth.anonymous: viewer</code>.
      </p>
    )
  }
  return state.providers.map(({ id, name }) => (
    <form key={id} method="post" action={`/api/auth/sign-in/${encodeURIComponent(id)}`}>
      <input type="hidden" name="to" value={state.to} />
      <button type="submit" className={`${buttonClass('primary')} w-full`}>
        <Icon name="log-in" />
        <span>
          Continue with <bdi>{name}</bdi>
        </span>
      </button>
    </form>
  ))
}

function NoRole({ name, id }: { readonly name: string; readonly id: string }) {
  return (
    <>
      <p>
        You are signed in as <bdi className="font-medium">{name}</bdi>, but you have no role here.
        An admin can give you one in signet.yaml under <code className="text-xs">auth.roles</code>,
        by your e-mail address, a group, or this id:
      </p>
      <CommandLine command={id} label="id" />
      <form method="post" action="/api/auth/sign-out">
        <button type="submit" className={buttonClass('outline')}>
          Sign out
        </button>
      </form>
    </>
  )
}

function LocalLink({ link }: { readonly link: 'can-print' | 'printed' | 'at-start' }) {
  return (
    <>
      <p>
        {link === 'printed'
          ? 'The terminal that runs Signet has printed a new link. Open it; it works once.'
          : 'When it starts, Signet prints a link in its terminal. Open it; it works once and signs you in as the owner.'}
      </p>
      {link === 'at-start' ? (
        <p className="text-text-soft">For another link, start the server again.</p>
      ) : (
        <form method="post" action="/api/auth/link">
          <button type="submit" className={buttonClass('outline')}>
            Print a new link in the terminal
          </button>
        </form>
      )}
    </>
  )
}

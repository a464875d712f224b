import type { SavedView } from '@/lib/views/saved-view'
import { buttonClass } from '../ui/button-class'
import { ViewFields } from './view-fields'

type ViewAction = (form: FormData) => Promise<void>

export type ViewActions = { readonly edit: ViewAction; readonly remove: ViewAction }

type Props = {
  readonly view: Pick<SavedView, 'id' | 'name' | 'shared' | 'own'>
  readonly actions: ViewActions
}

/** Renames, shares and deletes a view. It is closed first, and deleting asks once more. */
export function EditView({ view: { id, name, shared, own }, actions: { edit, remove } }: Props) {
  return (
    <details className="text-sm">
      <summary className="w-max text-xs text-text-soft hover:text-text">
        Edit<span className="sr-only"> {name}</span>
      </summary>
      <form
        key={`${name} ${shared}`}
        action={edit}
        className="mt-2 flex max-w-xl flex-wrap items-end gap-x-4 gap-y-2"
      >
        <input type="hidden" name="id" value={id} />
        <ViewFields name={name} shared={shared} />
        <button type="submit" className={buttonClass('outline')}>
          Save<span className="sr-only"> {name}</span>
        </button>
      </form>
      <details className="mt-2">
        <summary className="w-max text-xs text-danger">
          Delete<span className="sr-only"> {name}</span> …
        </summary>
        <form action={remove} className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
          <input type="hidden" name="id" value={id} />
          <p>
            {shared
              ? 'Other people will no longer find this view. Links to its search still work.'
              : 'You will not find this view any more. Links to its search still work.'}
          </p>
          <button type="submit" className={buttonClass('outline')}>
            Delete {own ? 'my view' : 'this shared view'}
            <span className="sr-only"> {name}</span>
          </button>
        </form>
      </details>
    </details>
  )
}

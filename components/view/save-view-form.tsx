import { buttonClass } from '../ui/button-class'
import { Dropdown } from '../ui/dropdown'
import { Icon } from '../ui/icon'
import { ViewFields } from './view-fields'

type Props = {
  /** The parameters of the search, as in the address of the models page. */
  readonly search: Readonly<Record<string, string | number | null>>
  readonly name?: string
  readonly shared?: boolean
  readonly save: (form: FormData) => Promise<void>
}

/** Saves a search under a name. */
export function SaveViewForm({ search, name = '', shared = false, save }: Props) {
  return (
    <form action={save} className="flex flex-col gap-2 p-1">
      {Object.entries(search).map(([key, value]) =>
        value ? <input key={key} type="hidden" name={key} value={value} /> : null,
      )}
      <ViewFields name={name} shared={shared} />
      <button type="submit" className={`${buttonClass('primary')} self-stretch`}>
        Save
      </button>
    </form>
  )
}

type SaveViewProps = Pick<Props, 'search' | 'save'> & {
  /** The name under which the search is saved already. */
  readonly savedAs: string | null
}

/** The same in a panel under a button, beside the search that it saves. Where the rail shows no names, the name that the
 *  search has is beside the button. */
export function SaveView({ savedAs, ...props }: SaveViewProps) {
  const summary = (
    <>
      <Icon name="bookmark" />
      Save view
    </>
  )
  return (
    <>
      <Dropdown summary={summary} summaryClass={buttonClass('outline')}>
        <SaveViewForm {...props} />
      </Dropdown>
      {savedAs === null ? null : (
        <p className="max-w-56 truncate text-xs text-text-soft xl:hidden">
          Saved as <bdi>{savedAs}</bdi>
        </p>
      )}
    </>
  )
}

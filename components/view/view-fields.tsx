import { fieldClass } from '../ui/field-class'

type Props = { readonly name: string; readonly shared: boolean }

/** The name of a view, and whether others find it. */
export function ViewFields({ name, shared }: Props) {
  return (
    <>
      <label className="flex min-w-0 flex-col gap-1 text-xs text-text-soft">
        Name
        <input
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          defaultValue={name}
          className={fieldClass}
        />
      </label>
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          name="shared"
          value="yes"
          defaultChecked={shared}
          className="size-3.5 flex-none accent-accent-fill"
        />
        Shared with everybody here
      </label>
    </>
  )
}

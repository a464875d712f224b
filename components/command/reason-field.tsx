import { fieldClass } from '../ui/field-class'
import { type CommandForm, FIELD, type FormChange } from './command-form'

type Props = { readonly form: CommandForm; readonly onChange: FormChange }

/** Why a command is asked for, in one line. */
export function ReasonField({ form, onChange }: Props) {
  return (
    <label className="flex flex-col gap-1 text-xs text-text-soft">
      Reason
      <input
        name={FIELD.reason}
        value={form.reason}
        onChange={(event) => onChange({ reason: event.target.value })}
        maxLength={500}
        autoComplete="off"
        placeholder="Why, in one line; it becomes part of the tag"
        className={fieldClass}
      />
    </label>
  )
}

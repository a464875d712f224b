import { buttonClass } from '../ui/button-class'
import { Dropdown } from '../ui/dropdown'
import { Icon } from '../ui/icon'
import { PastForm } from './past-bar'

type Props = {
  /** The page. */
  readonly path: string
  /** What else its address has. */
  readonly keep: Readonly<Record<string, string>>
}

/** Asks for the state of a page at a past day. */
export function PastPicker({ path, keep }: Props) {
  const summary = (
    <>
      <Icon name="history" />
      Past
    </>
  )
  return (
    <Dropdown summary={summary} summaryClass={buttonClass('outline')}>
      <PastForm path={path} keep={keep} at={null} />
    </Dropdown>
  )
}

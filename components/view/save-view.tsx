import type { ComponentProps } from 'react'
import { buttonClass } from '../ui/button-class'
import { Dropdown } from '../ui/dropdown'
import { Icon } from '../ui/icon'
import { SaveViewForm } from './save-view-form'

type Props = Pick<ComponentProps<typeof SaveViewForm>, 'search' | 'save'>

/** Saves the search of the models page as a view, from a panel under a button. */
export function SaveView(props: Props) {
  const summary = (
    <>
      <Icon name="bookmark" />
      Save view
    </>
  )
  return (
    <Dropdown summary={summary} summaryClass={buttonClass('outline')}>
      <SaveViewForm {...props} />
    </Dropdown>
  )
}

import { buttonClass } from '../ui/button-class'

type Props = {
  /** The filters in the form of the API, as the query of an address; empty for all events. */
  readonly query: string
}

/** Links to files with all events that pass the filters, of every page. */
export function ExportLinks({ query }: Props) {
  return (
    <>
      <a href={`/api/v1/events.csv${query}`} className={buttonClass('outline')}>
        Export CSV
      </a>
      <a href={`/api/v1/events.json${query}`} className={buttonClass('outline')}>
        Export JSON
      </a>
    </>
  )
}

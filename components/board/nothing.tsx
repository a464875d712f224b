/** An empty cell of the board. */
export function Nothing() {
  return (
    <>
      <span aria-hidden className="nothing">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  )
}

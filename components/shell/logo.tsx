/** A signet ring seen from above: the seal is a tag. */
export function Logo() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      className="size-5 flex-none text-accent"
      fill="none"
    >
      <circle cx="10" cy="12.5" r="6" stroke="currentColor" strokeWidth="2" />
      <path d="M6.2 1.5h7.6L16 5l-6 5-6-5z" fill="currentColor" />
    </svg>
  )
}

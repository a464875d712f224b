import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'

export const metadata = { title: 'Not found' }

/** Shown at unknown addresses. */
export default function NotFound() {
  return (
    <EmptyState icon="search-x" heading="h1" title="This page does not exist">
      <p>No page has this address. You can find models by name on the first page.</p>
      <p>
        <a href="/" className={buttonClass('primary')}>
          All models
        </a>
      </p>
    </EmptyState>
  )
}

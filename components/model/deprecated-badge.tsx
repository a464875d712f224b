import { Archive } from 'lucide-react'
import { Badge } from '../ui/badge'

/** Marks a model that its team has deprecated. */
export function DeprecatedBadge() {
  return (
    <Badge tone="warning" title="Deprecated: the newest tag of this model says not to use it">
      <Archive aria-hidden className="size-3" />
      Deprecated
    </Badge>
  )
}

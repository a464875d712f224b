import { Badge } from '../ui/badge'
import { Icon } from '../ui/icon'

/** Marks a model that its team has deprecated. */
export function DeprecatedBadge() {
  return (
    <Badge tone="warning" tip="Deprecated: the newest tag of this model says not to use it">
      <Icon name="archive" className="size-3" />
      Deprecated
    </Badge>
  )
}

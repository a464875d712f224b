import type { AnnotatedTag, Instant } from '@/lib/snapshot/types'
import type { ArtifactInput, RegistryArtifact } from '../artifact'
import { deriveArtifact } from '../derive-artifact'
import type { TagPlan } from './tag-plan'

/**
 * The artifact as it will be derived once the planned tag exists. The tag's object id is not known yet and
 * stands as zeros. A newly registered version has its commit and facts only if the input has them.
 */
export function applyPlan(input: ArtifactInput, plan: TagPlan, at: Instant): RegistryArtifact {
  const tag: AnnotatedTag = {
    kind: 'annotated',
    name: plan.tag,
    oid: '0'.repeat(40),
    commit: plan.commit,
    innerName: null,
    nested: false,
    tagger: { name: '', email: '' },
    at,
    message: plan.subject,
    signature: null,
  }
  return deriveArtifact({ ...input, tags: [...input.tags, tag] })
}

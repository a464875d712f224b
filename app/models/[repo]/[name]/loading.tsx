import { ModelSkeleton } from '@/components/model/model-skeleton'

export default ModelSkeleton

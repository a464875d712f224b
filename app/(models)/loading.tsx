import { ModelsSkeleton } from '@/components/model/models-skeleton'

export default ModelsSkeleton

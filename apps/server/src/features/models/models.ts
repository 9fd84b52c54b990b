import type { TenantId } from '@coco/shared/ids'
import type { ModelView } from '@coco/shared/views'

export interface Models {
  list(tenant: TenantId): Promise<ModelView[]>
}

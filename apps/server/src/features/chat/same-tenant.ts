import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'

/** What was written on the page of one tenant is not sent as another. @throws AppError tenant_changed */
export function requireSameTenant({ tenant }: { tenant: TenantId }, writtenIn: TenantId | undefined): void {
  if (writtenIn === undefined || writtenIn === tenant) return
  throw new AppError('tenant_changed', 'This conversation belongs to another tenant than you are working as now.')
}

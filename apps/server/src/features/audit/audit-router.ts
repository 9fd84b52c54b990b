import { ListAuditInput } from '@coco/shared/audit-views'
import type { Procedures } from '../../trpc/procedures.ts'
import type { Audit } from './audit.ts'

export const createAuditRouter = ({ router, procedureFor }: Procedures, audit: Audit) =>
  router({
    list: procedureFor('read_audit')
      .input(ListAuditInput)
      .query(({ ctx, input }) => audit.list(ctx.viewer, input)),
  })

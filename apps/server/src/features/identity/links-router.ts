import { LookAtLinkInput, UseLinkInput } from '@coco/shared/identity-inputs'
import type { Procedures } from '../../trpc/procedures.ts'
import type { UseLinks } from './use-links.ts'

export const createLinksRouter = ({ router, publicProcedure }: Procedures, links: UseLinks) =>
  router({
    // A mutation, though it changes nothing: what a query takes stands in an address, and addresses are logged.
    look: publicProcedure.input(LookAtLinkInput).mutation(({ ctx, input }) => links.look(ctx, input)),
    use: publicProcedure.input(UseLinkInput).mutation(({ ctx, input }) => links.use(ctx, input)),
  })

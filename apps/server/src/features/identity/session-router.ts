import { PersonId, TenantId } from '@coco/shared/ids'
import { z } from 'zod'
import type { Procedures } from '../../trpc/procedures.ts'
import type { SignIn } from './sign-in.ts'

const SignInInput = z.object({ personId: PersonId, tenantId: TenantId.optional() })
const SwitchTenantInput = z.object({ tenantId: TenantId })

export const createSessionRouter = ({ router, publicProcedure, tenantProcedure }: Procedures, signIn: SignIn) =>
  router({
    people: publicProcedure.query(() => signIn.people()),
    me: publicProcedure.query(({ ctx }) => signIn.me(ctx.viewer)),
    signIn: publicProcedure.input(SignInInput).mutation(({ ctx, input }) => signIn.signIn(ctx, input)),
    signOut: publicProcedure.mutation(({ ctx }) => signIn.signOut(ctx)),
    switchTenant: tenantProcedure
      .input(SwitchTenantInput)
      .mutation(({ ctx, input }) => signIn.switchTenant(ctx, input)),
  })

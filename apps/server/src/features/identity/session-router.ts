import { SignInLocallyInput, SwitchTenantInput } from '@coco/shared/identity-inputs'
import type { Procedures } from '../../trpc/procedures.ts'
import type { SignIn } from './sign-in.ts'

export const createSessionRouter = ({ router, publicProcedure, tenantProcedure }: Procedures, signIn: SignIn) =>
  router({
    options: publicProcedure.query(() => signIn.options()),
    me: publicProcedure.query(({ ctx }) => signIn.me(ctx.viewer)),
    signInLocally: publicProcedure
      .input(SignInLocallyInput)
      .mutation(({ ctx, input }) => signIn.signInLocally(ctx, input)),
    signOut: publicProcedure.mutation(({ ctx }) => signIn.signOut(ctx)),
    switchTenant: tenantProcedure
      .input(SwitchTenantInput)
      .mutation(({ ctx, input }) => signIn.switchTenant(ctx, input)),
  })

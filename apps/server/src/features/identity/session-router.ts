import {
  ChangePasswordInput,
  RevokeSessionInput,
  SignInInput,
  SignInLocallyInput,
  SwitchTenantInput,
  UpdateProfileInput,
} from '@coco/shared/identity-inputs'
import type { Procedures } from '../../trpc/procedures.ts'
import type { OwnAccount } from './own-account.ts'
import type { SignIn } from './sign-in.ts'

export const createSessionRouter = (
  { router, publicProcedure, tenantProcedure }: Procedures,
  { signIn, ownAccount }: { signIn: SignIn; ownAccount: OwnAccount },
) =>
  router({
    options: publicProcedure.query(() => signIn.options()),
    me: publicProcedure.query(({ ctx }) => signIn.me(ctx.viewer)),
    signInLocally: publicProcedure
      .input(SignInLocallyInput)
      .mutation(({ ctx, input }) => signIn.signInLocally(ctx, input)),
    signIn: publicProcedure.input(SignInInput).mutation(({ ctx, input }) => signIn.signInWithPassword(ctx, input)),
    signOut: publicProcedure.mutation(({ ctx }) => signIn.signOut(ctx)),
    switchTenant: tenantProcedure
      .input(SwitchTenantInput)
      .mutation(({ ctx, input }) => signIn.switchTenant(ctx, input)),
    list: tenantProcedure.query(({ ctx }) => ownAccount.listSessions(ctx.viewer)),
    revoke: tenantProcedure
      .input(RevokeSessionInput)
      .mutation(({ ctx, input }) => ownAccount.revokeSession(ctx, input)),
    changePassword: tenantProcedure
      .input(ChangePasswordInput)
      .mutation(({ ctx, input }) => ownAccount.changePassword(ctx, input)),
    updateProfile: tenantProcedure
      .input(UpdateProfileInput)
      .mutation(({ ctx, input }) => ownAccount.updateProfile(ctx, input)),
  })

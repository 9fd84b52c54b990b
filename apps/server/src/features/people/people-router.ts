import { InvitePersonInput, PersonInput, SetRolesInput } from '@coco/shared/identity-inputs'
import type { Procedures } from '../../trpc/procedures.ts'
import type { Accounts } from './accounts.ts'
import type { People } from './people.ts'

export const createPeopleRouter = (
  { router, procedureFor }: Procedures,
  { people, accounts }: { people: People; accounts: Accounts },
) =>
  router({
    list: procedureFor('manage_people').query(({ ctx }) => people.list(ctx.viewer)),
    invite: procedureFor('manage_people')
      .input(InvitePersonInput)
      .mutation(({ ctx, input }) => people.invite(ctx, input)),
    setRoles: procedureFor('manage_people')
      .input(SetRolesInput)
      .mutation(({ ctx, input }) => people.setRoles(ctx, input)),
    remove: procedureFor('manage_people')
      .input(PersonInput)
      .mutation(({ ctx, input }) => people.remove(ctx, input)),
    resetLink: procedureFor('manage_accounts')
      .input(PersonInput)
      .mutation(({ ctx, input }) => accounts.makeResetLink(ctx, input)),
    deactivate: procedureFor('manage_accounts')
      .input(PersonInput)
      .mutation(({ ctx, input }) => accounts.deactivate(ctx, input)),
    reactivate: procedureFor('manage_accounts')
      .input(PersonInput)
      .mutation(({ ctx, input }) => accounts.reactivate(ctx, input)),
    erase: procedureFor('manage_accounts')
      .input(PersonInput)
      .mutation(({ ctx, input }) => accounts.erase(ctx, input)),
  })

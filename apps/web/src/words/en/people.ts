import { section } from '../section.ts'

/** Who belongs to a tenant, and what may be done about it. */
export const people = section('people', {
  peopleIn: (tenant: string) => `People in ${tenant}`,
  inviteSomebody: 'Invite somebody',
  nobodyElse: (tenant: string) => `Nobody else belongs to ${tenant} yet. Invite somebody to work in it too.`,
  actionsFor: (name: string) => `Actions for ${name}`,
  rolesBefore: 'Roles: ',
  tags: {
    you: 'You',
    superuser: 'Superuser',
    invited: 'Invited, has no password yet',
    deactivated: 'Deactivated',
  },
  actions: {
    roles: 'Change roles…',
    reset_link: 'New password link…',
    deactivate: 'Deactivate…',
    reactivate: 'Reactivate…',
    remove: 'Remove from this tenant…',
    erase: 'Erase everywhere…',
  },
  invitation: {
    title: (tenant: string) => `Invite somebody to ${tenant}`,
    email: 'E-mail',
    name: 'Name',
    nameHint: 'Whoever has an account already keeps their own, and joins with it.',
    roles: 'Roles',
    invite: 'Invite',
  },
  link: {
    title: (name: string) => `The link for ${name}`,
    choosesPassword: (name: string) => `Give it to ${name} and to nobody else: whoever opens it chooses the password.`,
    joins: (name: string, tenant: string) =>
      `${name} has an account already. Give them this link: they join ${tenant} when they use it and sign in.`,
    worksOnce: (until: string) => `It works once, until ${until}, and is not shown again.`,
    copy: 'Copy link',
  },
  roles: {
    title: (name: string) => `Roles of ${name}`,
    inTenant: (tenant: string) => `In ${tenant}`,
    hint: 'A change counts at once, also where they are signed in.',
    saved: (name: string) => `The roles of ${name} are saved.`,
    save: 'Save roles',
  },
  erasure: {
    title: (name: string) => `Erase ${name} everywhere?`,
    effect:
      'Their account, their sessions, and every conversation of theirs in every tenant are deleted for good. Only the audit record stays, which holds no text of theirs.',
    email: 'Their e-mail address, to be sure',
    otherAddress: 'That is another address.',
    erase: (name: string) => `Erase ${name} for good`,
    outcome: (name: string) => `${name} and everything that was theirs is erased.`,
  },
  remove: {
    title: (name: string, tenant: string) => `Remove ${name} from ${tenant}?`,
    effect: (name: string, tenant: string) =>
      `${name} can no longer work in ${tenant}, and is signed out of it at once. Their account stays. Inviting them again brings them back.`,
    button: (name: string) => `Remove ${name}`,
    outcome: (name: string, tenant: string) => `${name} no longer belongs to ${tenant}.`,
  },
  reset_link: {
    title: (name: string) => `Make a new password link for ${name}?`,
    effect: (name: string) =>
      `Whoever opens the link chooses a new password for ${name}, whose sessions then end everywhere. An earlier link stops working.`,
    button: () => 'Make the link',
    outcome: () => '',
  },
  deactivate: {
    title: (name: string) => `Deactivate ${name}?`,
    effect: (name: string) =>
      `${name} can no longer sign in, to any tenant, and is signed out everywhere at once. Nothing is deleted; reactivating undoes this.`,
    button: (name: string) => `Deactivate ${name}`,
    outcome: (name: string) => `${name} is deactivated.`,
  },
  reactivate: {
    title: (name: string) => `Reactivate ${name}?`,
    effect: (name: string) => `${name} can sign in again, with the same password and roles as before.`,
    button: (name: string) => `Reactivate ${name}`,
    outcome: (name: string) => `${name} can sign in again.`,
  },
})

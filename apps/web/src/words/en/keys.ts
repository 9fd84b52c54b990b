import { section } from '../section.ts'

/** A tenant's API keys. */
export const keys = section('keys', {
  keysOf: (tenant: string) => `API keys of ${tenant}`,
  createKey: 'Create a key',
  apiPage: 'How programs call this',
  none: (tenant: string) =>
    `${tenant} has no working key of its own. A key lets a program ask models as this tenant, without a person who signs in: a service, a script, the command line. Create one for each program, so that each can be revoked alone.`,
  over: (count: number) => `Keys that no longer work (${count})`,
  actionsFor: (name: string, prefix: string) => `Actions for ${name}, ${prefix}…`,
  revoked: 'Revoked',
  expired: 'Expired',
  everyModel: 'every model',
  onlyModels: (models: string) => `only ${models}`,
  rotate: 'Rotate…',
  revoke: 'Revoke…',
  dates: {
    neverUsed: 'Never used',
    lastUsed: (at: string) => `Last used ${at}`,
    created: (at: string) => `created ${at}`,
    revoked: (at: string) => `revoked ${at}`,
    expired: (at: string) => `expired ${at}`,
    expires: (at: string) => `expires ${at}`,
  },
  creation: {
    title: 'Create an API key',
    name: 'Name',
    nameHint: 'What uses it, as in “Nightly report”.',
    roles: 'Roles',
    lastDay: 'Last day',
    lastDayHint: 'Without one it works until it is revoked.',
    certainModels: 'Only certain models',
    models: 'Models that this key may name',
    modelsHint:
      'With none ticked, every model that Snowflake allows. Ticking one that Snowflake does not allow changes nothing.',
    create: 'Create key',
  },
  made: {
    title: (name: string) => `The key “${name}”`,
    copyIt: 'Copy it to where it is used. It is not shown again.',
    copyKey: 'Copy key',
    toTryIt: 'To try it',
    copyCommand: 'Copy command',
    sayHello: 'Say hello',
  },
  revocation: {
    title: (name: string) => `Revoke “${name}”?`,
    effect: (prefix: string) =>
      `Whatever uses ${prefix} is refused from now on, and answers that it is reading end. A revoked key does not come back.`,
    revoke: (name: string) => `Revoke “${name}”`,
    outcome: (name: string) => `The key “${name}” is revoked.`,
  },
  rotation: {
    title: (name: string) => `Rotate “${name}”`,
    effect: 'You get a new key with the same roles. Put it where the old one is used while both work.',
    overlap: 'Hours that the old key still works',
    overlapHint: '0 ends it at once; at most 720, which is 30 days.',
    make: 'Make the new key',
  },
})

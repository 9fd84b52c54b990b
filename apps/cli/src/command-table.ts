import type { Command } from './command.ts'

/** One line of `coco --help`. */
interface Entry {
  /** The words that call it. */
  name: string
  summary: string
  /** Called by scripts, not by people: not in the list. */
  isInternal?: boolean
  /** Only the command that is called is loaded, so that signals are heard a few milliseconds after the start. */
  load(): Promise<Command>
}

export const COMMANDS: readonly Entry[] = [
  {
    name: 'sql',
    summary: 'run SQL in Snowflake: sql "GRANT …", sql -f FILE',
    load: async () => (await import('./commands/sql.ts')).sql,
  },
  {
    name: 'tenant add',
    summary: 'add a tenant: key pair, SQL, entry in tenants.json',
    load: async () => (await import('./commands/tenant-add.ts')).tenantAdd,
  },
  {
    name: 'tenant rotate-key',
    summary: 'give a tenant a new key while it is in use',
    load: async () => (await import('./commands/tenant-rotate-key.ts')).tenantRotateKey,
  },
  {
    name: 'tenant remove',
    summary: 'delete a tenant and everything it has here',
    load: async () => (await import('./commands/tenant-remove.ts')).tenantRemove,
  },
  {
    name: 'user add',
    summary: 'make an account, or let somebody into a tenant',
    load: async () => (await import('./commands/user-add.ts')).userAdd,
  },
  {
    name: 'user list',
    summary: 'everybody who has an account',
    load: async () => (await import('./commands/user-list.ts')).userList,
  },
  {
    name: 'user reset',
    summary: 'a link with which somebody chooses a new password',
    load: async () => (await import('./commands/user-reset.ts')).userReset,
  },
  {
    name: 'key create',
    summary: 'make an API key of a tenant; shown once',
    load: async () => (await import('./commands/key-create.ts')).keyCreate,
  },
  {
    name: 'key list',
    summary: 'the API keys that there are',
    load: async () => (await import('./commands/key-list.ts')).keyList,
  },
  {
    name: 'key revoke',
    summary: 'take an API key back',
    load: async () => (await import('./commands/key-revoke.ts')).keyRevoke,
  },
  {
    name: 'audit verify',
    summary: 'check that nobody changed the record of who did what',
    load: async () => (await import('./commands/audit-verify.ts')).auditVerify,
  },
  {
    name: 'doctor',
    summary: 'check every tenant, from its key to its models',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'backup',
    summary: 'write the embedded database into a file',
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  {
    name: 'restore',
    summary: 'put a backup in the place of the embedded database',
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  {
    name: 'emulator reset',
    summary: 'forget everything the local Snowflake was told',
    load: async () => (await import('./commands/emulator-reset.ts')).emulatorReset,
  },
  {
    name: 'up',
    summary: 'start Coco (what npm start runs)',
    isInternal: true,
    load: async () => (await import('./commands/up.ts')).up,
  },
  {
    name: 'prepare-dev',
    summary: 'make keys and local.json for pnpm dev',
    isInternal: true,
    load: async () => (await import('./commands/prepare-dev.ts')).prepareDev,
  },
]

export function overview(): string {
  return [
    'Usage: coco COMMAND …   (in the repository: npm run coco -- COMMAND …)',
    '',
    ...COMMANDS.filter(({ isInternal }) => !isInternal).map(toLine),
    '',
    'coco COMMAND --help says more.',
  ].join('\n')
}

/** What can follow the first word of a command; null when nothing has to. */
export function overviewOf(first: string): string | null {
  const rest = COMMANDS.filter(({ name }) => name.startsWith(`${first} `))
  if (rest.length === 0) return null
  return [`coco ${first} needs one more word:`, '', ...rest.map(toLine), '', `coco ${first} … --help says more.`].join(
    '\n',
  )
}

const toLine = ({ name, summary }: Entry) => `  ${name.padEnd(19)}${summary}`

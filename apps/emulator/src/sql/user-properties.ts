/** How the value of a user property is written. */
type Syntax = 'string' | 'identifier' | 'namespace' | 'boolean' | 'user type' | 'secondary roles'

/** The properties of a user that the emulator keeps (snowflake docs: create-user). Any other is refused by name. */
export const userProperties = {
  LOGIN_NAME: 'string',
  DISPLAY_NAME: 'string',
  FIRST_NAME: 'string',
  LAST_NAME: 'string',
  EMAIL: 'string',
  COMMENT: 'string',
  TYPE: 'user type',
  DISABLED: 'boolean',
  DEFAULT_ROLE: 'identifier',
  DEFAULT_SECONDARY_ROLES: 'secondary roles',
  DEFAULT_WAREHOUSE: 'identifier',
  DEFAULT_NAMESPACE: 'namespace',
  RSA_PUBLIC_KEY: 'string',
  RSA_PUBLIC_KEY_2: 'string',
} as const satisfies Record<string, Syntax>

export type UserPropertyName = keyof typeof userProperties

export function isUserProperty(name: string): name is UserPropertyName {
  return Object.hasOwn(userProperties, name)
}

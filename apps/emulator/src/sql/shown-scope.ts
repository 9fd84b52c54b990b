/** Where SHOW looks; a database or schema without a name is the current one. */
export type ShowScope =
  | { kind: 'default' | 'ACCOUNT' | 'current DATABASE' | 'current SCHEMA' }
  | { kind: 'DATABASE' | 'SCHEMA'; path: string[] }

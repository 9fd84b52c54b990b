import { AccountPrivilege } from '../rbac/account-data.ts'
import type { NamedGrantee, NamedRole, Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

/** Things that privileges are granted on. The emulator has none of them, so a grant finds out that they do not exist. */
const OBJECT_TYPES = [
  'CORTEX SEARCH SERVICE',
  'CORTEX AGENT',
  'AGENT',
  'WAREHOUSE',
  'DATABASE',
  'SCHEMA',
  'TABLE',
  'VIEW',
  'STAGE',
  'MODEL',
] as const

const OBJECT_PRIVILEGES = [
  'USAGE',
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'MONITOR',
  'OPERATE',
  'MODIFY',
  'REFERENCES',
] as const

/** GRANT and REVOKE of roles of the three kinds, of account privileges, and of privileges on objects. */
export function parseGrantOrRevoke(reader: TokenReader): Statement {
  const gives = reader.expectOne(['GRANT', 'REVOKE']) === 'GRANT'
  const role = acceptRole(reader)
  if (role) {
    reader.expect(gives ? 'TO' : 'FROM')
    const grantee = parseGrantee(
      reader,
      role.kind === 'ROLE' ? ['ROLE', 'USER'] : ['ROLE', 'DATABASE ROLE', 'APPLICATION ROLE'],
    )
    return { kind: gives ? 'grant role' : 'revoke role', role, grantee }
  }
  const accountPrivilege = reader.acceptOne(AccountPrivilege.options)
  return accountPrivilege ? parseAccountPrivilege(reader, gives, accountPrivilege) : parseObjectPrivilege(reader, gives)
}

/** `ROLE a`, `DATABASE ROLE db.a` or `APPLICATION ROLE app.a`, if that comes next. */
export function acceptRole(reader: TokenReader): NamedRole | null {
  if (reader.accept('ROLE')) return { kind: 'ROLE', path: [reader.identifier()] }
  if (reader.accept('DATABASE ROLE')) return { kind: 'DATABASE_ROLE', path: reader.qualifiedName() }
  if (reader.accept('APPLICATION ROLE')) return { kind: 'APPLICATION_ROLE', path: reader.qualifiedName() }
  return null
}

type GranteeWord = 'ROLE' | 'USER' | 'DATABASE ROLE' | 'APPLICATION ROLE'

export function parseGrantee(reader: TokenReader, allowed: readonly GranteeWord[]): NamedGrantee {
  switch (reader.expectOne(allowed)) {
    case 'ROLE':
      return { kind: 'ROLE', path: [reader.identifier()] }
    case 'USER':
      return { kind: 'USER', path: [reader.identifier()] }
    case 'DATABASE ROLE':
      return { kind: 'DATABASE_ROLE', path: reader.qualifiedName() }
    case 'APPLICATION ROLE':
      return { kind: 'APPLICATION_ROLE', path: reader.qualifiedName() }
  }
}

function parseAccountPrivilege(reader: TokenReader, gives: boolean, first: AccountPrivilege): Statement {
  const privileges = [first]
  while (reader.acceptSymbol(',')) privileges.push(reader.expectOne(AccountPrivilege.options))
  reader.expect('ON ACCOUNT')
  reader.expect(gives ? 'TO' : 'FROM')
  reader.accept('ROLE')
  const role = reader.identifier()
  const grantOption = gives && reader.accept('WITH GRANT OPTION')
  return { kind: gives ? 'grant privilege' : 'revoke privilege', privileges, role, grantOption }
}

function parseObjectPrivilege(reader: TokenReader, gives: boolean): Statement {
  if (reader.accept('ALL')) reader.accept('PRIVILEGES')
  else {
    do reader.expectOne(OBJECT_PRIVILEGES)
    while (reader.acceptSymbol(','))
  }
  reader.expect('ON')
  const type = reader.expectOne(OBJECT_TYPES)
  const path = reader.qualifiedName()
  reader.expect(gives ? 'TO' : 'FROM')
  const named = reader.peek().kind === 'word' && ['ROLE', 'DATABASE', 'APPLICATION'].includes(reader.peek().value)
  const grantee: NamedGrantee = named
    ? parseGrantee(reader, ['ROLE', 'DATABASE ROLE', 'APPLICATION ROLE'])
    : { kind: 'ROLE', path: [reader.identifier()] }
  if (gives) reader.accept('WITH GRANT OPTION')
  return { kind: 'object privilege', type, path, grantee }
}

/** `WAREHOUSE w`, `AGENT a.b.c`, … if that comes next. */
export function acceptObject(reader: TokenReader): { kind: 'OBJECT'; type: string; path: string[] } | null {
  const type = reader.acceptOne(OBJECT_TYPES)
  return type && { kind: 'OBJECT', type, path: reader.qualifiedName() }
}

import { AccountPrivilege } from '../rbac/account-data.ts'
import { acceptRole, parseGrantee } from './parse-grantee.ts'
import { parseObjectPrivilege } from './parse-object-grant.ts'
import type { Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

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

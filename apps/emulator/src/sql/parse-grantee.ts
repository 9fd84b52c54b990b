import type { NamedGrantee, NamedRole } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

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

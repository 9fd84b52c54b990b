import { ObjectKind, ObjectPrivilege } from '../objects/object-records.ts'
import { parseGrantee } from './parse-grantee.ts'
import { parseObjectName } from './parse-object-name.ts'
import type { NamedGrantee, NamedObject, ObjectPrivilegeChange, Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

/** Kinds that there are none of, so a grant on one finds out that it does not exist. */
const ABSENT_KINDS = ['VIEW', 'STAGE', 'MODEL'] as const
/** In grants an agent is also called what the quickstart's third script calls it, so that its files run as they are. */
const GRANTED_KINDS = [...ObjectKind.options, 'CORTEX AGENT'] as const

/** What may be granted at once on all of a kind. */
const PLURALS = { TABLES: 'TABLE', SCHEMAS: 'SCHEMA', 'CORTEX SEARCH SERVICES': 'CORTEX SEARCH SERVICE' } as const

/** What follows GRANT or REVOKE when it is about a privilege on an object. */
export function parseObjectPrivilege(reader: TokenReader, gives: boolean): Statement {
  const privileges = parsePrivileges(reader)
  reader.expect('ON')
  const absent = reader.acceptOne(ABSENT_KINDS)
  if (absent) {
    const path = reader.qualifiedName()
    const { grantee } = parseRest(reader, gives)
    return { kind: 'object privilege', type: absent, path, grantee }
  }
  const on = parseTarget(reader)
  return {
    kind: gives ? 'grant object privilege' : 'revoke object privilege',
    privileges,
    on,
    ...parseRest(reader, gives),
  }
}

/** `WAREHOUSE w`, `TABLE a.b.c`, `VIEW a.b.c`, … if that comes next. */
export function acceptObject(
  reader: TokenReader,
): NamedObject | { kind: 'ABSENT'; type: string; path: string[] } | null {
  const kind = reader.acceptOne(GRANTED_KINDS)
  if (kind) return parseObjectName(reader, toObjectKind(kind))
  const type = reader.acceptOne(ABSENT_KINDS)
  return type && { kind: 'ABSENT', type, path: reader.qualifiedName() }
}

function parsePrivileges(reader: TokenReader): ObjectPrivilege[] | null {
  if (reader.accept('ALL')) {
    reader.accept('PRIVILEGES')
    return null
  }
  const privileges = new Set([reader.expectOne(ObjectPrivilege.options)])
  while (reader.acceptSymbol(',')) privileges.add(reader.expectOne(ObjectPrivilege.options))
  return [...privileges]
}

function parseTarget(reader: TokenReader): ObjectPrivilegeChange['on'] {
  if (!reader.accept('ALL')) return parseObjectName(reader, toObjectKind(reader.expectOne(GRANTED_KINDS)))
  const every = PLURALS[reader.expectOne(['TABLES', 'SCHEMAS', 'CORTEX SEARCH SERVICES'])]
  reader.expect('IN')
  const container = reader.expectOne(every === 'SCHEMA' ? ['DATABASE'] : ['DATABASE', 'SCHEMA'])
  return { every, inside: parseObjectName(reader, container) }
}

function toObjectKind(kind: (typeof GRANTED_KINDS)[number]): ObjectKind {
  return kind === 'CORTEX AGENT' ? 'AGENT' : kind
}

function parseRest(reader: TokenReader, gives: boolean) {
  reader.expect(gives ? 'TO' : 'FROM')
  const named = reader.peek().kind === 'word' && ['ROLE', 'DATABASE', 'APPLICATION'].includes(reader.peek().value)
  const grantee: NamedGrantee = named
    ? parseGrantee(reader, ['ROLE', 'DATABASE ROLE', 'APPLICATION ROLE'])
    : { kind: 'ROLE', path: [reader.identifier()] }
  const grantOption = gives && reader.accept('WITH GRANT OPTION')
  const cascade = !gives && reader.acceptOne(['CASCADE', 'RESTRICT']) === 'CASCADE'
  return { grantee, grantOption, cascade }
}

import { acceptRole, parseGrantee } from './parse-grantee.ts'
import { acceptObject } from './parse-object-grant.ts'
import { parseObjectName } from './parse-object-name.ts'
import { parseShowObjects, parseShowScope } from './parse-show-objects.ts'
import type { GrantsQuestion, Statement } from './statement.ts'
import type { TokenReader } from './token-reader.ts'

const SHOWN = [
  'GRANTS',
  'ROLES',
  'USERS',
  'MODELS',
  'CORTEX BASE MODELS',
  'APPLICATION ROLES',
  'DATABASE ROLES',
  'WAREHOUSES',
  'DATABASES',
  'SCHEMAS',
  'TABLES',
  'CORTEX SEARCH SERVICES',
  'AGENTS',
] as const

export function parseShow(reader: TokenReader): Statement {
  reader.expect('SHOW')
  switch (reader.expectOne(SHOWN)) {
    case 'GRANTS':
      return { kind: 'show grants', question: parseQuestion(reader) }
    case 'ROLES':
      return { kind: 'show roles', like: acceptLike(reader) }
    case 'USERS':
      return { kind: 'show users', like: acceptLike(reader) }
    case 'MODELS':
      return { kind: 'show models', like: acceptLike(reader), path: acceptModelScope(reader) }
    case 'CORTEX BASE MODELS':
      return { kind: 'show base models', like: acceptLike(reader), path: acceptModelScope(reader) }
    case 'APPLICATION ROLES': {
      const like = acceptLike(reader)
      reader.expect('IN APPLICATION')
      return { kind: 'show application roles', like, path: reader.qualifiedName() }
    }
    case 'DATABASE ROLES': {
      const like = acceptLike(reader)
      reader.expect('IN DATABASE')
      return { kind: 'show database roles', like, path: reader.qualifiedName() }
    }
    case 'WAREHOUSES':
      return parseShowObjects(reader, 'WAREHOUSE')
    case 'DATABASES':
      return parseShowObjects(reader, 'DATABASE')
    case 'SCHEMAS':
      return parseShowObjects(reader, 'SCHEMA')
    case 'TABLES':
      return parseShowObjects(reader, 'TABLE')
    case 'CORTEX SEARCH SERVICES': {
      const like = acceptLike(reader)
      return { kind: 'show search services', like, scope: parseShowScope(reader, 'TABLE') }
    }
    case 'AGENTS': {
      const like = acceptLike(reader)
      return { kind: 'show agents', like, scope: parseShowScope(reader, 'TABLE') }
    }
  }
}

export function parseDescribe(reader: TokenReader): Statement {
  reader.expectOne(['DESC', 'DESCRIBE'])
  switch (reader.expectOne(['USER', 'TABLE', 'CORTEX SEARCH SERVICE', 'AGENT'])) {
    case 'USER':
      return { kind: 'describe user', name: reader.identifier() }
    case 'TABLE':
      return { kind: 'describe table', path: parseObjectName(reader, 'TABLE').path }
    case 'CORTEX SEARCH SERVICE':
      return { kind: 'describe search service', path: parseObjectName(reader, 'CORTEX SEARCH SERVICE').path }
    case 'AGENT':
      return { kind: 'describe agent', path: parseObjectName(reader, 'AGENT').path }
  }
}

function parseQuestion(reader: TokenReader): GrantsQuestion {
  switch (reader.acceptOne(['TO', 'OF', 'ON'])) {
    case 'TO':
      return { about: 'to', grantee: parseGrantee(reader, ['ROLE', 'USER', 'DATABASE ROLE', 'APPLICATION ROLE']) }
    case 'OF': {
      const role = acceptRole(reader)
      if (!role) throw reader.unexpected()
      return { about: 'of', role }
    }
    case 'ON': {
      if (reader.accept('ACCOUNT')) return { about: 'on', object: { kind: 'ACCOUNT' } }
      if (reader.accept('USER')) return { about: 'on', object: { kind: 'USER', path: [reader.identifier()] } }
      const object = acceptRole(reader) ?? acceptObject(reader)
      if (!object) throw reader.unexpected()
      return { about: 'on', object }
    }
    case null:
      return { about: 'current user' }
  }
}

function acceptLike(reader: TokenReader): string | null {
  return reader.accept('LIKE') ? reader.string() : null
}

/** `IN ACCOUNT`, `IN [SCHEMA] SNOWFLAKE.MODELS`, `IN [DATABASE] SNOWFLAKE`; null stands for the whole account. */
function acceptModelScope(reader: TokenReader): string[] | null {
  if (!reader.accept('IN') || reader.accept('ACCOUNT')) return null
  reader.acceptOne(['SCHEMA', 'DATABASE'])
  return reader.qualifiedName()
}

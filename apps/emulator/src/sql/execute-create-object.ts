import { randomUUID } from 'node:crypto'
import { assumptions } from '../assumptions.ts'
import { completePath } from '../objects/complete-path.ts'
import { createObject } from '../objects/create-object.ts'
import { requireMayCreate } from '../objects/require-object.ts'
import type { ColumnRecord } from '../objects/object-records.ts'
import type { ResultSet } from './result-set.ts'
import { DEFAULT_SCHEMA, type Execution, mayCreate } from './session.ts'
import { alreadyExists, insufficientPrivileges, SqlError } from './sql-error.ts'
import type { ObjectStatement } from './statement.ts'

type CreateStatement<K extends ObjectStatement['kind']> = Extract<ObjectStatement, { kind: K }>

export function createWarehouse(execution: Execution, statement: CreateStatement<'create warehouse'>): ResultSet {
  const { data, session } = execution
  if (!mayCreate(execution, 'CREATE WAREHOUSE')) throw insufficientPrivileges(`account '${data.account.name}'`)
  const { name, size, autoSuspendSeconds, autoResume, suspended } = statement
  return createObject(execution, { kind: 'WAREHOUSE', path: [name] }, statement, () => {
    const record = { name, size, autoSuspendSeconds, autoResume, suspended, ...ownership(execution, statement) }
    data.warehouses.push(record)
    session.warehouse = name
  })
}

/** A new database has its schema PUBLIC, and both are current from here on (snowflake docs: create-database). */
export function createDatabase(execution: Execution, statement: CreateStatement<'create database'>): ResultSet {
  const { data, session } = execution
  if (!mayCreate(execution, 'CREATE DATABASE')) throw insufficientPrivileges(`account '${data.account.name}'`)
  const { name } = statement
  if (name === 'SNOWFLAKE') throw alreadyExists(name)
  return createObject(execution, { kind: 'DATABASE', path: [name] }, statement, () => {
    data.databases.push({ name, ...ownership(execution, statement) })
    data.schemas.push({ database: name, name: DEFAULT_SCHEMA, ...ownership(execution, { comment: '' }) })
    session.database = name
    session.schema = DEFAULT_SCHEMA
  })
}

export function createSchema(execution: Execution, statement: CreateStatement<'create schema'>): ResultSet {
  const { data, session } = execution
  const path = completePath(execution, 'SCHEMA', statement.path, 'CREATE SCHEMA')
  const [database = '', name = ''] = path
  requireMayCreate(execution, 'CREATE SCHEMA', { kind: 'DATABASE', path: [database] })
  return createObject(execution, { kind: 'SCHEMA', path }, statement, () => {
    data.schemas.push({ database, name, ...ownership(execution, statement) })
    session.database = database
    session.schema = name
  })
}

export function createTable(execution: Execution, statement: CreateStatement<'create table'>): ResultSet {
  const path = completePath(execution, 'TABLE', statement.path, 'CREATE TABLE')
  const [database = '', schema = '', name = ''] = path
  requireMayCreate(execution, 'CREATE TABLE', { kind: 'SCHEMA', path: [database, schema] })
  const { primaryKey, changeTracking } = statement
  const columns = checkColumns(statement.columns, primaryKey)
  return createObject(execution, { kind: 'TABLE', path }, statement, () => {
    const names = { id: randomUUID(), database, schema, name }
    execution.data.tables.push({ ...names, columns, primaryKey, changeTracking, ...ownership(execution, statement) })
  })
}

/** What is part of the primary key is never null. @throws SqlError for a name that comes twice, or a key of no column */
function checkColumns(columns: readonly ColumnRecord[], primaryKey: readonly string[]): ColumnRecord[] {
  const most = assumptions.mostColumns.value
  if (columns.length > most) {
    const message = `SQL compilation error:\nA table cannot have ${columns.length} columns: ${most} are the most.`
    throw new SqlError('002260', '54011', message)
  }
  const names = new Set<string>()
  for (const { name } of columns) {
    if (names.has(name)) {
      throw new SqlError('002025', '42S21', `SQL compilation error:\nduplicate column name '${name.slice(0, 128)}'`)
    }
    names.add(name)
  }
  const key = new Set<string>()
  for (const name of primaryKey) {
    if (key.has(name) || !names.has(name)) {
      throw new SqlError('000904', '42000', `SQL compilation error:\ninvalid identifier '${name.slice(0, 128)}'`)
    }
    key.add(name)
  }
  return columns.map((column) => (key.has(column.name) ? { ...column, nullable: false } : column))
}

function ownership({ session, nowMs }: Execution, { comment }: { comment: string }) {
  return { owner: session.role, comment, createdAtMs: nowMs }
}

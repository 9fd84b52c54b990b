import type { SearchServiceName } from './search-cortex.ts'

/**
 * The statements that let a role use a search service, or null when a name could be anything but a name. All three, because
 * Snowflake does not tell which is missing; those that are there already change nothing.
 */
export function grantSearchSql({
  database,
  schema,
  service,
  role,
}: SearchServiceName & { role: string }): string | null {
  if (![database, schema, service, role].every((name) => PLAIN_NAME.test(name))) return null
  return `${wayTo({ database, schema, role })}
GRANT USAGE ON CORTEX SEARCH SERVICE ${database}.${schema}.${service} TO ROLE ${role};`
}

/** The same for writing what the service searches. */
export function grantPassagesSql({
  database,
  schema,
  table,
  warehouse,
  role,
}: Omit<SearchServiceName, 'service'> & { table: string; warehouse: string; role: string }): string | null {
  if (![database, schema, table, warehouse, role].every((name) => PLAIN_NAME.test(name))) return null
  return `GRANT USAGE ON WAREHOUSE ${warehouse} TO ROLE ${role};
${wayTo({ database, schema, role })}
GRANT SELECT, INSERT, DELETE ON TABLE ${database}.${schema}.${table} TO ROLE ${role};`
}

function wayTo({ database, schema, role }: { database: string; schema: string; role: string }): string {
  return `GRANT USAGE ON DATABASE ${database} TO ROLE ${role};
GRANT USAGE ON SCHEMA ${database}.${schema} TO ROLE ${role};`
}

/** Written without quotes a name is taken in capitals, so only such names are (snowflake docs: identifiers-syntax). */
const PLAIN_NAME = /^[A-Z_][A-Z0-9_$]{0,254}$/

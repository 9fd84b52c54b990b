/** Where the tables and services are, and who is to use them. Names as Snowflake keeps them. */
interface Whose {
  database: string
  schema: string
  role: string
}

/**
 * The statements that let a role use search services, or null when a name could be anything but a name. With the way to them,
 * because Snowflake does not tell what is missing; what is there already is not changed.
 */
export function grantSearchSql({ services, ...whose }: Whose & { services: readonly string[] }): string | null {
  const { database, schema, role } = whose
  if (![database, schema, role, ...services].every(isPlainName)) return null
  const each = services.map(
    (service) => `GRANT USAGE ON CORTEX SEARCH SERVICE ${database}.${schema}.${service} TO ROLE ${role};`,
  )
  return [...wayTo(whose), ...each].join('\n')
}

/** The same for writing what the services search. */
export function grantPassagesSql({
  tables,
  warehouse,
  ...whose
}: Whose & { tables: readonly string[]; warehouse: string }): string | null {
  const { database, schema, role } = whose
  if (![database, schema, role, warehouse, ...tables].every(isPlainName)) return null
  const each = tables.map(
    (table) => `GRANT SELECT, INSERT, DELETE ON TABLE ${database}.${schema}.${table} TO ROLE ${role};`,
  )
  return [`GRANT USAGE ON WAREHOUSE ${warehouse} TO ROLE ${role};`, ...wayTo(whose), ...each].join('\n')
}

function wayTo({ database, schema, role }: Whose): string[] {
  return [
    `GRANT USAGE ON DATABASE ${database} TO ROLE ${role};`,
    `GRANT USAGE ON SCHEMA ${database}.${schema} TO ROLE ${role};`,
  ]
}

/** Written without quotes a name is taken in capitals, so only such names are (snowflake docs: identifiers-syntax). */
const isPlainName = (name: string) => /^[A-Z_][A-Z0-9_$]{0,254}$/.test(name)

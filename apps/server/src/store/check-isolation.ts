import type { Client } from 'pg'

const ROLES = ['coco_app', 'coco_identity', 'coco_keeper']

/**
 * What must be true of a database before the server uses it: the roles can do nothing that a policy would not stop, every
 * tenant table has its policy and forces it, nobody's tables are out of a tenant's reach.
 * @returns a sentence for each thing that is not so
 */
export async function findIsolationProblems(client: Pick<Client, 'query'>): Promise<string[]> {
  const problems: string[] = []
  const roles = await client.query<RoleRow>(
    'SELECT rolname, rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = ANY($1)',
    [ROLES],
  )
  for (const name of ROLES) {
    const role = roles.rows.find(({ rolname }) => rolname === name)
    if (role === undefined) problems.push(`the role ${name} is not there`)
    else if (role.rolsuper || role.rolbypassrls) problems.push(`the role ${name} is above the policies`)
    else if (role.rolcanlogin) problems.push(`the role ${name} may log in`)
  }
  const tables = await client.query<TableRow>(TABLES)
  if (tables.rows.length === 0) problems.push('there are no tenant tables')
  for (const table of tables.rows) problems.push(...problemsOf(table))
  const reachable = await client.query<{ name: string; role: string }>(REACHABLE)
  for (const { name, role } of reachable.rows) problems.push(`${role} reaches ${name}, which has no policies`)
  return problems
}

/** @throws Error that names every problem */
export async function requireIsolation(client: Pick<Client, 'query'>): Promise<void> {
  const problems = await findIsolationProblems(client)
  if (problems.length > 0) throw new Error(`The database does not keep tenants apart: ${problems.join('; ')}.`)
}

interface RoleRow {
  rolname: string
  rolsuper: boolean
  rolbypassrls: boolean
  rolcanlogin: boolean
}

interface TableRow {
  name: string
  hasTenantColumn: boolean
  isEnabled: boolean
  isForced: boolean
  ownedByRole: boolean
  /** The conditions under which coco_app sees and writes rows. */
  conditions: (string | null)[]
}

/** A policy that is not restricted to the tenant, and any that would let coco_app past it (policies are joined by OR). */
function problemsOf({ name, hasTenantColumn, isEnabled, isForced, ownedByRole, conditions }: TableRow): string[] {
  const problems: string[] = []
  if (!hasTenantColumn) problems.push(`${name} has no tenant_id`)
  if (!isEnabled || !isForced) problems.push(`${name} does not force row-level security`)
  if (ownedByRole) problems.push(`${name} belongs to a role that the policies should hold`)
  if (conditions.length === 0) problems.push(`${name} has no policy for coco_app`)
  if (!conditions.every((condition) => condition?.includes('tenant_id = coco.current_tenant()'))) {
    problems.push(`${name} has a policy for coco_app that does not ask for the tenant`)
  }
  return problems
}

const TABLES = `
  SELECT c.oid::regclass::text AS name,
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull) AS "hasTenantColumn",
         c.relrowsecurity AS "isEnabled", c.relforcerowsecurity AS "isForced",
         pg_get_userbyid(c.relowner) IN ('coco_app', 'coco_identity', 'coco_keeper') AS "ownedByRole",
         ARRAY(
           SELECT condition FROM pg_policy p,
             LATERAL (SELECT pg_get_expr(p.polqual, p.polrelid) AS condition
                      UNION ALL SELECT pg_get_expr(p.polwithcheck, p.polrelid) WHERE p.polwithcheck IS NOT NULL) conditions
           WHERE p.polrelid = c.oid AND p.polpermissive
             AND (p.polroles = '{0}' OR 'coco_app'::regrole = ANY (p.polroles))
             AND (condition IS NOT NULL OR p.polwithcheck IS NULL)
         ) AS conditions
  FROM pg_class c WHERE c.relnamespace = 'coco'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`

const REACHABLE = `
  SELECT c.oid::regclass::text AS name, r.rolname AS role
  FROM pg_class c, pg_roles r
  WHERE c.relnamespace = 'identity'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    AND r.rolname IN ('coco_app', 'coco_keeper')
    AND has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
  ORDER BY 1, 2`

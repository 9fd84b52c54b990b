import type { Client } from 'pg'

const ROLES = ['coco_app', 'coco_identity', 'coco_keeper']
/**
 * Written into the text, as values would be messages of their own: commands share the embedded database's one session with the
 * server, and outside a transaction another client's message may come between two of one's own.
 */
const ANY_ROLE = `ANY('{${ROLES.join(',')}}')`

/**
 * What must be true of a database before the server uses it: the roles can do nothing that a policy would not stop, every
 * tenant table has its policy and forces it, nobody's tables are out of a tenant's reach.
 * @returns a sentence for each thing that is not so
 */
export async function findIsolationProblems(client: Pick<Client, 'query'>): Promise<string[]> {
  const problems: string[] = []
  const roles = await client.query<RoleRow>(
    `SELECT rolname, rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = ${ANY_ROLE}`,
  )
  for (const name of ROLES) {
    const role = roles.rows.find(({ rolname }) => rolname === name)
    if (role === undefined) problems.push(`the role ${name} is not there`)
    else if (role.rolsuper || role.rolbypassrls) problems.push(`the role ${name} is above the policies`)
    else if (role.rolcanlogin) problems.push(`the role ${name} may log in`)
  }
  const members = await client.query<{ member: string; role: string }>(MEMBERS)
  for (const { member, role } of members.rows) problems.push(`${member} is a member of ${role}`)
  const tables = await client.query<TableRow>(TABLES)
  if (tables.rows.length === 0) problems.push('there are no tenant tables')
  for (const table of tables.rows) problems.push(...problemsOf(table))
  const reachable = await client.query<{ name: string; role: string }>(REACHABLE)
  for (const { name, role } of reachable.rows) problems.push(`${role} reaches ${name}, which has no policies`)
  const functions = await client.query<{ name: string }>(DEFINER_FUNCTIONS)
  for (const { name } of functions.rows) problems.push(`${name} acts for whoever owns it`)
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
  /** Its rows are private to their owner. */
  hasOwnerColumn: boolean
  isEnabled: boolean
  isForced: boolean
  ownedByRole: boolean
  /** Policies say nothing of TRUNCATE. */
  canBeEmptied: boolean
  /** The conditions under which coco_app sees and writes rows. */
  conditions: (string | null)[]
  /** Of these, the conditions under which it sees, changes or deletes what is there. */
  reachConditions: (string | null)[]
  /** Roles beside coco_app that see every row. */
  unbound: string[]
}

/** As Postgres writes them; likewise the whole conditions below. */
const OF_TENANT = '(tenant_id = coco.current_tenant())'
const OF_OWNER = '(owner_id = coco.current_owner())'
const WITH_THE_RIGHT = 'coco.reads_personal()'
type Demand = typeof OF_TENANT | typeof OF_OWNER | typeof WITH_THE_RIGHT
/**
 * Every condition that a policy for coco_app may have, and what it demands. They are compared whole: of another one nobody knows
 * what it lets through, whatever it contains.
 */
const CONDITIONS: ReadonlyMap<string, readonly Demand[]> = new Map([
  [OF_TENANT, [OF_TENANT]],
  [`(${OF_TENANT} AND ${OF_OWNER})`, [OF_TENANT, OF_OWNER]],
  [`(${OF_TENANT} AND ${WITH_THE_RIGHT})`, [OF_TENANT, WITH_THE_RIGHT]],
])
/** What is called so holds personal data, which not everybody of the tenant may reach. */
const PERSONAL = 'coco.personal_'

function problemsOf(table: TableRow): string[] {
  const { name, conditions } = table
  const problems: string[] = []
  if (!table.hasTenantColumn) problems.push(`${name} has no tenant_id`)
  if (!table.isEnabled || !table.isForced) problems.push(`${name} does not force row-level security`)
  if (table.ownedByRole) problems.push(`${name} belongs to a role that the policies should hold`)
  if (table.canBeEmptied) problems.push(`${name} can be emptied without a policy being asked`)
  if (conditions.length === 0) problems.push(`${name} has no policy for coco_app`)
  if (!conditions.every((condition) => demands(condition, OF_TENANT))) {
    problems.push(`${name} has a policy for coco_app that does not ask for the tenant`)
  }
  if (table.hasOwnerColumn && !conditions.every((condition) => demands(condition, OF_OWNER))) {
    problems.push(`${name} has a policy for coco_app that does not ask for the owner`)
  }
  if (name.startsWith(PERSONAL) && !table.reachConditions.every((condition) => demands(condition, WITH_THE_RIGHT))) {
    problems.push(`${name} has a policy for coco_app that does not ask for the right to personal data`)
  }
  for (const role of table.unbound) problems.push(`${name} has a policy that shows ${role} every row`)
  return problems
}

/** Policies are joined by OR, so each must demand it. */
function demands(condition: string | null, wanted: Demand): boolean {
  return condition !== null && (CONDITIONS.get(condition)?.includes(wanted) ?? false)
}

const MEMBERS = `
  SELECT pg_get_userbyid(member) AS member, pg_get_userbyid(roleid) AS role
  FROM pg_auth_members WHERE pg_get_userbyid(member) = ${ANY_ROLE} ORDER BY 1, 2`

const TABLES = `
  SELECT c.oid::regclass::text AS name,
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull) AS "hasTenantColumn",
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'owner_id' AND a.attnotnull) AS "hasOwnerColumn",
         c.relrowsecurity AS "isEnabled", c.relforcerowsecurity AS "isForced",
         pg_get_userbyid(c.relowner) IN ('coco_app', 'coco_identity', 'coco_keeper') AS "ownedByRole",
         (SELECT bool_or(has_table_privilege(rolname, c.oid, 'TRUNCATE')) FROM pg_roles
          WHERE rolname IN ('coco_app', 'coco_identity', 'coco_keeper')) AS "canBeEmptied",
         ARRAY(
           SELECT rolname::text FROM pg_policy p, pg_roles r
           WHERE p.polrelid = c.oid AND p.polpermissive AND r.rolname IN ('coco_identity', 'coco_keeper')
             AND (p.polroles = '{0}' OR r.oid = ANY (p.polroles))
             AND (pg_get_expr(p.polqual, p.polrelid) = 'true' OR (p.polqual IS NULL AND p.polcmd <> 'a'))
         ) AS unbound,
         ARRAY(
           SELECT condition FROM pg_policy p,
             LATERAL (SELECT pg_get_expr(p.polqual, p.polrelid) AS condition
                      UNION ALL SELECT pg_get_expr(p.polwithcheck, p.polrelid) WHERE p.polwithcheck IS NOT NULL) conditions
           WHERE p.polrelid = c.oid AND p.polpermissive
             AND (p.polroles = '{0}' OR 'coco_app'::regrole = ANY (p.polroles))
             AND (condition IS NOT NULL OR p.polwithcheck IS NULL)
         ) AS conditions,
         ARRAY(
           SELECT pg_get_expr(p.polqual, p.polrelid) FROM pg_policy p
           WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd <> 'a'
             AND (p.polroles = '{0}' OR 'coco_app'::regrole = ANY (p.polroles))
         ) AS "reachConditions"
  FROM pg_class c WHERE c.relnamespace = 'coco'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`

/** Tables of people, and in the tenants' schema whatever is no table: a view shows what its owner may see. */
const REACHABLE = `
  SELECT c.oid::regclass::text AS name, r.rolname AS role
  FROM pg_class c, pg_roles r
  WHERE (c.relnamespace = 'identity'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
         OR c.relnamespace = 'coco'::regnamespace AND c.relkind IN ('v', 'm', 'f'))
    AND r.rolname IN ('coco_app', 'coco_keeper')
    AND (has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
         OR has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER'))
  ORDER BY 1, 2`

const DEFINER_FUNCTIONS = `
  SELECT oid::regprocedure::text AS name FROM pg_proc
  WHERE pronamespace IN ('coco'::regnamespace, 'identity'::regnamespace) AND prosecdef ORDER BY 1`

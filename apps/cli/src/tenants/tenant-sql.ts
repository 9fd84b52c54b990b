import { quoteIdentifier, quoteLiteral } from '@coco/core/snowflake/identifier'
import type { TenantDocuments } from '@coco/core/tenants/tenant'
import { documentsSql } from './documents-sql.ts'

export interface NewTenant {
  id: string
  user: string
  role: string
  models: readonly string[]
  /** Base64 of the DER public key: a PEM file's body in one line. */
  publicKey: string
  documents: TenantDocuments | null
}

/** The names that a tenant has in Snowflake, after the quickstart's pattern. */
export function snowflakeNames(id: string): { user: string; role: string } {
  const name = id.toUpperCase().replaceAll('-', '_')
  return { user: `COCO_USER_${name}`, role: `COCO_TENANT_${name}` }
}

/** A schema of the tenant's own beside those that sql/04_documents.sql makes. */
export function documentsPlace(id: string): TenantDocuments {
  const schema = `TENANT_${id.toUpperCase().replaceAll('-', '_')}`
  return { database: 'COCO_DOCUMENTS', schema, warehouse: 'COCO_WH' }
}

/** Everything that Snowflake has to know about a tenant. May be run again: what is there already stays as it is. */
export function tenantSql({ id, user, role, models, publicKey, documents }: NewTenant): string {
  const [userName, roleName] = [quoteIdentifier(user), quoteIdentifier(role)]
  const grants = models.map((model) => {
    const modelRole = quoteIdentifier(`CORTEX-MODEL-ROLE-${model.toUpperCase()}`)
    return `GRANT APPLICATION ROLE SNOWFLAKE.${modelRole} TO ROLE ${roleName};`
  })
  return `-- Tenant ${id}: its role, its user with the public key, and the models that it may call.
-- Run as ACCOUNTADMIN: npm run coco -- sql -f sql/tenants/${id}.sql

USE ROLE ACCOUNTADMIN;

CREATE ROLE IF NOT EXISTS ${roleName};
GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE ${roleName};

CREATE USER IF NOT EXISTS ${userName} TYPE = SERVICE DEFAULT_ROLE = ${roleName} DEFAULT_SECONDARY_ROLES = ();
GRANT ROLE ${roleName} TO USER ${userName};
ALTER USER ${userName} SET RSA_PUBLIC_KEY = ${quoteLiteral(publicKey)};

-- One line for each model. REVOKE … FROM ROLE takes one back; both hold from the next call on.
${grants.join('\n')}
${documents === null ? '' : `\n${documentsSql(documents, role)}`}`
}

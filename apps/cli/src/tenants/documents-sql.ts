import { quoteIdentifier } from '@coco/core/snowflake/identifier'
import type { TenantDocuments } from '@coco/core/tenants/tenant'

/** What holds personal data is kept in a table, and found by a service, of its own. */
const TABLES = ['PASSAGES', 'PERSONAL_PASSAGES'] as const

/** For one more tenant what sql/04_documents.sql makes for Alpha and Beta, word for word but for the names. */
export function documentsSql({ database, schema, warehouse }: TenantDocuments, role: string): string {
  const [roleName, databaseName, warehouseName] = [role, database, warehouse].map(quoteIdentifier)
  const schemaName = `${databaseName}.${quoteIdentifier(schema)}`
  return `-- Its own documents: the model that makes vectors, and tables and search services of Cortex Search, which bills for them as
-- long as they exist (see sql/04_documents.sql). The grants on them are what keeps tenants' documents apart.
GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-SNOWFLAKE-ARCTIC-EMBED-M-V1.5" TO ROLE ${roleName};
-- Whoever makes a search service needs CORTEX_USER or CORTEX_EMBED_USER.
GRANT DATABASE ROLE SNOWFLAKE.CORTEX_EMBED_USER TO ROLE ACCOUNTADMIN;
CREATE WAREHOUSE IF NOT EXISTS ${warehouseName} WAREHOUSE_SIZE = XSMALL AUTO_SUSPEND = 60 INITIALLY_SUSPENDED = TRUE;
GRANT USAGE ON WAREHOUSE ${warehouseName} TO ROLE ${roleName};
CREATE DATABASE IF NOT EXISTS ${databaseName};
CREATE SCHEMA IF NOT EXISTS ${schemaName};
GRANT USAGE ON DATABASE ${databaseName} TO ROLE ${roleName};
GRANT USAGE ON SCHEMA ${schemaName} TO ROLE ${roleName};
${TABLES.map((table) => tableSql(`${schemaName}.${table}`, `${warehouseName}`, `${roleName}`)).join('')}`
}

function tableSql(table: string, warehouse: string, role: string): string {
  return `
CREATE TABLE IF NOT EXISTS ${table} (
  PASSAGE_ID TEXT NOT NULL PRIMARY KEY,
  TENANT_ID TEXT NOT NULL,
  DOCUMENT_ID TEXT NOT NULL,
  POSITION NUMBER NOT NULL,
  TITLE TEXT NOT NULL,
  TAGS ARRAY NOT NULL,
  HEADINGS TEXT NOT NULL,
  CONTENT TEXT NOT NULL
) CHANGE_TRACKING = TRUE;
GRANT SELECT, INSERT, DELETE ON TABLE ${table} TO ROLE ${role};
CREATE CORTEX SEARCH SERVICE IF NOT EXISTS ${table}_SEARCH
  ON CONTENT
  PRIMARY KEY (PASSAGE_ID)
  ATTRIBUTES TENANT_ID, DOCUMENT_ID, POSITION, TITLE, TAGS
  WAREHOUSE = ${warehouse}
  TARGET_LAG = '1 minute'
  EMBEDDING_MODEL = 'snowflake-arctic-embed-m-v1.5'
  AS (SELECT PASSAGE_ID, TENANT_ID, DOCUMENT_ID, POSITION, TITLE, TAGS, HEADINGS, CONTENT FROM ${table});
GRANT USAGE ON CORTEX SEARCH SERVICE ${table}_SEARCH TO ROLE ${role};
`
}

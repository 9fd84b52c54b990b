/** What `npm start` prints when everything listens: the address, how to sign in, and what to try first. */
export function localWelcome(serverUrl: string, snowflakeUrl: string): string {
  return `
Coco is ready: ${serverUrl}

  Open it and sign in with one click: as a tenant, or as the operator, who may switch between all.

  The same from a terminal (Alpha's development key):
    curl -N ${serverUrl}/v1/chat/stream -H 'X-API-Key: sk-alpha-secret-key-001' \\
      -H 'Content-Type: application/json' -d '{"message":"What is Snowflake?","model":"claude-4-sonnet"}'

  A new Beta may not use claude-4-sonnet. Snowflake gives it, and takes it back with REVOKE … FROM ROLE …:
    npm run coco -- sql 'GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_BETA'

  No SNOWFLAKE_ACCOUNT is set, so Snowflake is the local one at ${snowflakeUrl}. Ctrl-C stops everything.
`
}

/** @param setupLink where the first superuser is made; null once somebody has an account */
export function snowflakeWelcome(serverUrl: string, account: string, setupLink: string | null): string {
  const people =
    setupLink === null
      ? "  Programs use it with an API key: npm run coco -- key create --help. npm run coco -- user add makes people's accounts."
      : `  Nobody has an account yet. The first superuser is made here; the link works once:
    ${setupLink}`
  return `
Coco is ready: ${serverUrl}   (Snowflake account ${account})

${people}
  npm run coco -- doctor   checks every tenant's key, sign-in, role and models. Ctrl-C stops.
`
}

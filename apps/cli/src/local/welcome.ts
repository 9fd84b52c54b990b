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

export function snowflakeWelcome(serverUrl: string, account: string): string {
  return `
Coco is ready: ${serverUrl}   (Snowflake account ${account})

  Programs use it with an API key; people cannot sign in to the page with a real account yet.
  npm run coco -- doctor   checks every tenant's key, sign-in, role and models. Ctrl-C stops.
`
}

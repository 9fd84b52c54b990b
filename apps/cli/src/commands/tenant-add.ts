import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createKeyPair } from '@coco/core/jwt/create-key-pair'
import { type Cli, type Command, Refusal } from '../command.ts'
import { shown } from '../local/dev-keys.ts'
import { isLocal, runningDeployment } from '../local/local-deployment.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { connectLocally } from '../snowflake/connect.ts'
import { planTenant, type TenantPlan } from '../tenants/plan-tenant.ts'
import { tenantSql } from '../tenants/tenant-sql.ts'
import { writeTenantEntries } from '../tenants/tenants-json.ts'
import { toSentence } from '../to-sentence.ts'

export const tenantAdd: Command = {
  help: `coco tenant add NAME

Makes keys/NAME_rsa_key.p8 and .pub, writes sql/tenants/NAME.sql (role, user, key, grants) and adds the tenant to tenants.json;
without that file it first writes Alpha and Beta into one. A running local Snowflake runs the SQL at once; for a real account
you are told what to run. NAME is a slug: a-z, 0-9 and -, 2 to 40 characters.

  --display TEXT         how people see the tenant (NAME)
  --models A,B           models to grant and to offer in the picker (the default model)
  --default-model MODEL  the one that is used when a request names none (the first of --models, else claude-4-sonnet)`,
  async run(args, cli) {
    const { values, positionals } = parseCommandLine('tenant add', args, {
      display: { type: 'string' },
      models: { type: 'string' },
      'default-model': { type: 'string' },
    })
    const [name, ...more] = positionals
    if (name === undefined || more.length > 0) throw new Refusal('Give one name. coco tenant add --help shows how.')
    const plan = planTenant(
      { name, display: values.display, models: values.models, defaultModel: values['default-model'] },
      cli,
    )
    await addTenant(plan, cli)
    return 0
  },
}

async function addTenant(plan: TenantPlan, cli: Cli): Promise<void> {
  const { entry, others, tenantsFile, sqlFile, privateKeyPath, publicKeyPath } = plan
  const running = isLocal(cli.settings) ? await runningDeployment(cli) : null
  let isTold = false
  await createKeyPair({ privateKeyPath, publicKeyPath })
  const made = [privateKeyPath, publicKeyPath]
  try {
    const sql = tenantSql({ ...entry, ...entry.snowflake, publicKey: pemBody(publicKeyPath) })
    mkdirSync(dirname(sqlFile), { recursive: true })
    writeFileSync(sqlFile, sql, { flag: 'wx' })
    made.push(sqlFile)
    if (running) {
      isTold = true
      await connectLocally(running).executeScript(sql, { signal: cli.stop })
    }
    // Last, because from here on the server serves the tenant.
    writeTenantEntries(tenantsFile, [...others, entry])
  } catch (error) {
    for (const path of made) rmSync(path, { force: true })
    const { user, role } = entry.snowflake
    const rest = isTold
      ? ` In the local Snowflake ${role} and ${user} may be left; adding the tenant again takes them up.`
      : ''
    throw new Refusal(`${toSentence(error)}\nNothing was added here.${rest}`)
  }
  const files = [...made, tenantsFile].map((path) => `  ${shown(cli.folder, path)}`)
  cli.print([`Tenant ${entry.id} is added.`, ...files, nextStep(isTold, plan, cli)].join('\n'))
}

function nextStep(isTold: boolean, { sqlFile, entry }: TenantPlan, { folder, settings }: Cli): string {
  const run = `npm run coco -- sql -f ${shown(folder, sqlFile)}`
  if (isTold) return 'The local Snowflake knows it. A running server serves it within a second.'
  if (!isLocal(settings)) return `Next, as ACCOUNTADMIN: ${run}\nThen: npm run coco -- doctor --tenant ${entry.id}`
  return `The local Snowflake is not running. A new one learns the tenant from sql/tenants; tell one that has state already: ${run}`
}

/** What stands between a PEM file's first and last line, in one line: the form RSA_PUBLIC_KEY takes. */
function pemBody(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/-----[^-]+-----/g, '')
    .replace(/\s+/g, '')
}

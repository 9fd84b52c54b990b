import { accountClaim } from '@coco/core/jwt/account-identifier'
import type { SqlClient } from '@coco/core/snowflake/sql-client'
import { hasKeyPair, type KeyPairTenant, type Tenant } from '@coco/core/tenants/tenant'
import type { Cli, Command } from '../command.ts'
import { type AccountAccess, findAccount } from '../doctor/account-access.ts'
import { checkAccount } from '../doctor/check-account.ts'
import { checkData } from '../doctor/check-data.ts'
import { checkIdentityProvider } from '../doctor/check-identity-provider.ts'
import { checkKeyFile } from '../doctor/check-key-file.ts'
import { checkMachine } from '../doctor/check-machine.ts'
import { checkRotation } from '../doctor/check-rotation.ts'
import { checkSettings } from '../doctor/check-settings.ts'
import { checkSharedKeys } from '../doctor/check-shared-keys.ts'
import { checkTenant } from '../doctor/check-tenant.ts'
import { type Finding, printSections, type Section } from '../doctor/finding.ts'
import { readTenants } from '../doctor/read-tenants.ts'
import { isLocal, type LocalDeployment, runningDeployment } from '../local/local-deployment.ts'
import { parseCommandLine } from '../parse-command-line.ts'
import { connectAsAdmin } from '../snowflake/connect.ts'
import { toSentence } from '../to-sentence.ts'

export const doctor: Command = {
  help: `coco doctor

Checks this machine, every setting, the tenants file, the identity provider, the database, the account, and for every tenant:
the key file and its fingerprint, a rotation that is under way, the sign-in at Snowflake, the role it gets there, which models it
may use, and for its documents the model of vectors and the search services. Each failure comes with its remedy; the exit code
is 1 when there is one. Changes nothing.

  --tenant ID   only this tenant
  --json        print a list of { subject, findings }`,
  async run(args, cli) {
    const { values } = parseCommandLine('doctor', args, { json: { type: 'boolean' }, tenant: { type: 'string' } })
    const sections = await examine(cli, values.tenant)
    cli.print(values.json ? JSON.stringify(sections, null, 2) : printSections(sections))
    return sections.every(({ findings }) => findings.every(({ ok }) => ok)) ? 0 : 1
  },
}

async function examine(cli: Cli, onlyTenant: string | undefined): Promise<Section[]> {
  const declared = readTenants(cli)
  const tenants = declared.tenants.filter(({ id }) => onlyTenant === undefined || id === onlyTenant)
  const deployment = isLocal(cli.settings) ? await runningDeployment(cli) : null
  const access = accessOrWhyNot(cli, deployment)
  const account = 'ok' in access ? null : access
  const accountFindings = 'ok' in access ? [access] : await checkAccount(access)
  const canAsk = accountFindings.every(({ check, ok }) => check !== 'reachable' || ok)
  const admin = account !== null && canAsk ? await adminOrNull(cli) : null
  const aboutTenants: Section[] = []
  for (const tenant of tenants) {
    const findings = await checkTenant(tenant, canAsk ? account : null, admin, isLocal(cli.settings))
    aboutTenants.push({
      subject: `${tenant.id} (${tenant.name})`,
      findings: [...(hasKeyPair(tenant) ? aboutKeyFiles(tenant) : []), ...findings],
    })
  }
  const together = [...declared.findings, ...(await checkSharedKeys(declared.tenants))]
  return [
    { subject: 'This machine', findings: await checkMachine(cli, deployment) },
    { subject: 'Settings', findings: [...checkSettings(cli), ...(await checkIdentityProvider(cli.settings))] },
    { subject: 'Data', findings: await checkData(cli) },
    { subject: 'Snowflake', findings: accountFindings },
    ...(together.length === 0 ? [] : [{ subject: 'Tenants', findings: together }]),
    ...aboutTenants,
    ...(tenants.length > 0 || declared.findings.length > 0 ? [] : [nobody(onlyTenant, declared.tenants)]),
  ]
}

function aboutKeyFiles(tenant: KeyPairTenant): Finding[] {
  return [...checkKeyFile(tenant.snowflake.privateKey.path), ...checkRotation(tenant)]
}

/** An account that cannot be one is told like everything else, and the rest is looked at all the same. */
function accessOrWhyNot(cli: Cli, deployment: LocalDeployment | null): AccountAccess | Finding {
  try {
    const access = findAccount(cli, deployment)
    if (access === null) return notRunning
    accountClaim(access.account)
    return access
  } catch (error) {
    const remedy = 'Correct SNOWFLAKE_ACCOUNT or SNOWFLAKE_HOST; sign-in, roles and models were not checked.'
    return { check: 'reachable', ok: false, detail: toSentence(error), remedy }
  }
}

/** Doctor works without an administrator; with one it can say why a sign-in was refused. */
async function adminOrNull(cli: Cli): Promise<SqlClient | null> {
  try {
    return await connectAsAdmin(cli)
  } catch {
    return null
  }
}

/** What has no answer while the local Snowflake is stopped is said to be unanswered, not left out. */
const notRunning: Finding = {
  check: 'reachable',
  ok: false,
  detail: 'the local Snowflake runs only while Coco does, so sign-in, roles and models were not checked',
  remedy: 'Start it with npm start, then call doctor again in a second terminal.',
}

function nobody(id: string | undefined, tenants: readonly Tenant[]): Section {
  const remedy = `There are: ${tenants.map((tenant) => tenant.id).join(', ')}.`
  return {
    subject: id ?? 'Tenants',
    findings: [{ check: 'declared', ok: false, detail: 'there is no such tenant', remedy }],
  }
}

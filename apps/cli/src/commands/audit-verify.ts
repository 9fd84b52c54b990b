import { type Admin, type ChainEnd, type ChainName, type ChainVerdict, NOBODYS } from '@coco/server/admin'
import { TenantId } from '@coco/shared/ids'
import { type Cli, type Command, Refusal } from '../command.ts'
import { declaredTenants } from '../admin/find-tenant.ts'
import { withAdmin } from '../admin/with-admin.ts'
import { parseCommandLine } from '../parse-command-line.ts'

export const auditVerify: Command = {
  help: `coco audit verify

Reads the record of who did what from its start and checks that nothing in it was changed, taken out or put in. There is a chain
for each tenant, removed ones too, and one called * for what concerns none. For each it prints where the chain ends, as
SEQ:HASH. A chain cannot show that its end was cut off: keep that somewhere else, and expect it the next time. The exit code
is 1 when a chain is broken.

  --tenant NAME        only this tenant's chain (* for nobody's)
  --expect SEQ:HASH    refuse when the chain no longer holds this entry; with --tenant
  --json               print a list of { chain, status, … }`,
  async run(args, cli) {
    const { values } = parseCommandLine('audit verify', args, {
      tenant: { type: 'string' },
      expect: { type: 'string' },
      json: { type: 'boolean' },
    })
    if (values.expect !== undefined && values.tenant === undefined) {
      throw new Refusal('--expect is about one chain. Say which with --tenant.')
    }
    const expected = values.expect === undefined ? undefined : readChainEnd(values.expect)
    const only = values.tenant === undefined ? undefined : readChainName(values.tenant)
    const results = await withAdmin(cli, async (admin) => {
      const verdicts = []
      for (const chain of only === undefined ? await allChains(admin, cli) : [only]) {
        verdicts.push({ chain, ...(await admin.verifyAudit(chain, expected)) })
      }
      return verdicts
    })
    cli.print(values.json ? JSON.stringify(results, null, 2) : results.map(toLine).join('\n'))
    return results.every(({ status }) => status === 'intact') ? 0 : 1
  },
}

async function allChains(admin: Admin, cli: Cli): Promise<Set<ChainName>> {
  return new Set([...declaredTenants(cli).map(({ id }) => id), ...(await admin.removedTenants()), NOBODYS])
}

function readChainName(text: string): ChainName {
  if (text === NOBODYS) return NOBODYS
  const id = TenantId.safeParse(text)
  if (!id.success) throw new Refusal(`${JSON.stringify(text.slice(0, 60))} is not a tenant's name, and not *.`)
  return id.data
}

function readChainEnd(text: string): ChainEnd {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || hash === undefined) {
    throw new Refusal('--expect takes SEQ:HASH, as an earlier coco audit verify printed it.')
  }
  return { seq: Number(seq), hash }
}

const WHY = {
  missing: 'is missing',
  changed: 'was changed',
  does_not_follow: 'does not follow the one before it: that one was changed, or entries were taken out',
}

function toLine(result: { chain: ChainName } & ChainVerdict): string {
  switch (result.status) {
    case 'intact':
      return `ok    ${result.chain}  ends at ${result.end.seq}:${result.end.hash}`
    case 'broken':
      return `FAIL  ${result.chain}  entry ${result.seq} ${WHY[result.why]}`
    case 'not_as_expected':
      return `FAIL  ${result.chain}  the expected entry is not there: the end was cut off or written anew; it ends at ${result.end.seq}:${result.end.hash}`
  }
}

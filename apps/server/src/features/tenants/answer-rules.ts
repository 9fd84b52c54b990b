import type { Tenant } from '@coco/core/tenants/tenant'
import { NO_RULES } from '@coco/shared/answer-defaults'
import type { AnswerBoundsView, AnswerRules, AnswerRulesView } from '@coco/shared/answer-parameters'
import type { TenantId } from '@coco/shared/ids'
import { eq } from 'drizzle-orm'
import { AppError } from '../../platform/app-error.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import type { RecordAudit } from '../../store/audit-entry.ts'
import type { Doors, Insider } from '../../store/doors.ts'
import { tenantSettings } from '../../store/tables/tenant-tables.ts'
import { auditOrigin } from '../../trpc/audit-origin.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import { readStoredRules } from './stored-rules.ts'

/** What a tenant's admins have decided about its answers; what nobody has decided is as if everything were allowed. */
export interface AnswerRulesOfTenants {
  /**
   * What holds at this moment; another process's change after two seconds, and while the database is ill what was known last.
   * @throws AppError store_unavailable when nothing is known yet
   */
  of(viewer: Insider): Promise<AnswerRules>
  get(viewer: Viewer): Promise<AnswerRulesView>
  /** What a member may know of them. */
  bounds(viewer: Viewer): Promise<AnswerBoundsView>
  update(by: { viewer: Viewer; source: CallSource }, rules: AnswerRules): Promise<AnswerRulesView>
}

/** Every answer asks, the quickstart's endpoint too: a burst of calls reads the row once. */
const KNOWN_MS = 2_000

interface Known {
  rules: Promise<AnswerRules>
  /** As they were read last. */
  last: AnswerRules | null
  untilMs: number
}

export function createAnswerRules(deps: {
  doors: Pick<Doors, 'inTenant'>
  getTenant: (id: TenantId) => Tenant | undefined
  recordAudit: RecordAudit
  clock: Pick<Clock, 'now' | 'monotonicMs'>
  log: Pick<Logger, 'warn'>
}): AnswerRulesOfTenants {
  const { monotonicMs } = deps.clock
  const known = new Map<TenantId, Known>()

  async function of(viewer: Insider): Promise<AnswerRules> {
    const { tenant } = viewer
    const before = known.get(tenant)
    if (before !== undefined && monotonicMs() < before.untilMs) return before.rules
    const entry: Known = { rules: read(viewer), last: before?.last ?? null, untilMs: Infinity }
    // The database may be ill while answers go on: what was known last holds, and nobody is asked for less than that.
    entry.rules = entry.rules.then(
      (rules) => keep(entry, rules),
      (error: unknown) => {
        if (entry.last !== null) return keep(entry, entry.last)
        if (known.get(tenant) === entry) known.delete(tenant)
        throw error
      },
    )
    known.set(tenant, entry)
    return entry.rules
  }

  function keep(entry: Known, rules: AnswerRules): AnswerRules {
    entry.last = rules
    entry.untilMs = monotonicMs() + KNOWN_MS
    return rules
  }

  async function read(viewer: Insider): Promise<AnswerRules> {
    const [row] = await deps.doors.inTenant(viewer, (tx) =>
      tx
        .select({ rules: tenantSettings.answerRules })
        .from(tenantSettings)
        .where(eq(tenantSettings.tenantId, viewer.tenant)),
    )
    return row?.rules ? rulesOf(row.rules, viewer.tenant) : NO_RULES
  }

  function rulesOf(stored: unknown, tenant: TenantId): AnswerRules {
    const { rules, isChanged } = readStoredRules(stored)
    if (isChanged) {
      deps.log.warn({ tenant }, 'a tenant has decided what this version does not allow; what is nearest to it holds')
    }
    return rules
  }

  async function get(viewer: Viewer) {
    return viewOf(viewer.tenant, await read(viewer))
  }

  async function bounds(viewer: Viewer) {
    const { systemPrompt, defaultModel: _, ...rest } = await of(viewer)
    return { ...rest, hasTenantPrompt: systemPrompt !== null || deps.getTenant(viewer.tenant)?.systemPrompt != null }
  }

  async function update(by: { viewer: Viewer; source: CallSource }, rules: AnswerRules) {
    const { tenant } = by.viewer
    await deps.doors.inTenant(by.viewer, async (tx) => {
      const set = { answerRules: rules, updatedAt: new Date(deps.clock.now()) }
      await tx
        .insert(tenantSettings)
        .values({ tenantId: tenant, ...set })
        .onConflictDoUpdate({ target: tenantSettings.tenantId, set })
      // What was written stays where it is read: the record says that there is a prompt, not which.
      const details = {
        min_temperature: rules.minTemperature,
        max_temperature: rules.maxTemperature,
        max_tokens: rules.maxTokens,
        allows_instructions: rules.allowsInstructions,
        has_system_prompt: rules.systemPrompt !== null,
        default_model: rules.defaultModel,
      }
      await deps.recordAudit.inTenant(tx, tenant, {
        action: 'answer_rules_changed',
        decision: 'allowed',
        ...auditOrigin(by),
        details,
      })
    })
    known.set(tenant, { rules: Promise.resolve(rules), last: rules, untilMs: monotonicMs() + KNOWN_MS })
    return viewOf(tenant, rules)
  }

  function viewOf(id: TenantId, rules: AnswerRules): AnswerRulesView {
    const tenant = deps.getTenant(id)
    if (tenant === undefined) throw new AppError('tenant_unavailable', 'This tenant is not available at the moment.')
    return { ...rules, declaredPrompt: tenant.systemPrompt, declaredModel: tenant.defaultModel }
  }

  return { of, get, bounds, update }
}

import { z } from 'zod'
import { bareModelName } from '../model-family.ts'
import { FAULTS, type Fault } from './fault-table.ts'
import { parseFault, strikesAt } from './parse-fault.ts'

const FaultText = z.string().superRefine((text, context) => {
  const parsed = parseFault(text)
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.message })
})

/** Which calls a fault strikes. What is left out matches everything. */
export const FaultRule = z
  .strictObject({
    /** As in the header: `stall;after=5`. */
    fault: FaultText,
    endpoint: z.enum(['chat', 'models', 'embed', 'search']).default('chat'),
    model: z.string().optional(),
    user: z.string().optional(),
    /** The how-manieth matching call it strikes first, from 1. Alone, it strikes that call only. */
    nth: z.int().min(1).optional(),
    /** How many calls it strikes at most. */
    times: z.int().min(1).optional(),
  })
  .refine(({ fault, endpoint }) => endpoint === 'chat' || worksWithoutStream(fault), 'this fault strikes chat only')
export type FaultRule = z.infer<typeof FaultRule>
export type FaultRuleInput = z.input<typeof FaultRule>

/** What a rule looks at. */
export interface StruckCall {
  endpoint: 'chat' | 'models' | 'embed' | 'search'
  model: string | null
  user: string
  stream: boolean
}

export type FaultRules = ReturnType<typeof createFaultRules>

/** The faults that strike by rule. The first rule that matches and still has calls left wins. */
export function createFaultRules() {
  let rules: { rule: FaultRule; matched: number; struck: number }[] = []

  /** Replaces all rules. @throws ZodError when one of them is not a rule */
  function set(...inputs: FaultRuleInput[]): void {
    rules = inputs.map((input) => ({ rule: FaultRule.parse(input), matched: 0, struck: 0 }))
  }

  function clear(): void {
    rules = []
  }

  function list() {
    return rules.map(({ rule, matched, struck }) => ({ ...rule, matched, struck }))
  }

  /** The fault for this call, which is counted by the rules it matches. */
  function take(call: StruckCall): Fault | null {
    for (const entry of rules) {
      const { rule } = entry
      const parsed = parseFault(rule.fault)
      if (!parsed.ok || !matches(rule, parsed.fault, call)) continue
      entry.matched++
      const times = rule.times ?? (rule.nth === undefined ? Infinity : 1)
      if (entry.matched < (rule.nth ?? 1) || entry.struck >= times) continue
      entry.struck++
      return parsed.fault
    }
    return null
  }

  return { set, clear, list, take }
}

/** Faults of streams leave other calls alone. */
export function needsStream(fault: Fault): boolean {
  return !strikesAt(fault, 'delay') && !strikesAt(fault, 'reply')
}

function matches(rule: FaultRule, fault: Fault, call: StruckCall): boolean {
  if (rule.endpoint !== call.endpoint) return false
  if (needsStream(fault) && !call.stream) return false
  if (rule.model !== undefined && bareModelName(rule.model) !== call.model) return false
  return rule.user === undefined || rule.user.toUpperCase() === call.user.toUpperCase()
}

function worksWithoutStream(text: string): boolean {
  const parsed = parseFault(text)
  return parsed.ok && !needsStream(parsed.fault)
}

/** The table as people read it: `GET /_emulator/faults`. */
export const KNOWN_FAULTS = Object.entries(FAULTS).map(([name, { settings, does }]) => ({ name, settings, does }))

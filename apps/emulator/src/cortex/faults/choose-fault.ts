import type { CallContext } from '../call-context.ts'
import { badRequest, type Refusal } from '../refusal.ts'
import type { FaultRules, StruckCall } from './fault-rules.ts'
import { needsStream } from './fault-rules.ts'
import type { Fault } from './fault-table.ts'
import { parseFault } from './parse-fault.ts'

/** The fault for a call: the one its header asks for, else the one a rule has for it. */
export function chooseFault(
  rules: FaultRules,
  context: Pick<CallContext, 'askedFault' | 'caller'>,
  call: Omit<StruckCall, 'user'>,
): { ok: true; fault: Fault | null } | { ok: false; refusal: Refusal } {
  if (context.askedFault === undefined)
    return { ok: true, fault: rules.take({ ...call, user: context.caller.userName }) }
  const parsed = parseFault(context.askedFault)
  if (!parsed.ok) return { ok: false, refusal: badRequest(parsed.message) }
  if (needsStream(parsed.fault) && !call.stream) {
    return { ok: false, refusal: badRequest(`Fault ${parsed.fault.name} needs a chat completion with "stream": true.`) }
  }
  return parsed
}

import type { Caller } from '../cortex/cortex-access.ts'

/** Who sent a request, or the answer that it gets instead. The body still lacks `request_id`: the route adds its own. */
export type AuthResult = { ok: true; caller: Caller } | { ok: false; status: number; body: Record<string, string> }

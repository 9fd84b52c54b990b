import type { Answer, Caller, MatrixScene } from './matrix-scene.ts'
import type { Ids, ProcedureEntry } from './procedure-table.ts'

type Taking = Extract<ProcedureEntry, { inputs: unknown }>

/** A procedure with the victim's ids, and in the same way with ids that never were. */
export async function callBoth(
  { victimIds }: Pick<MatrixScene, 'victimIds'>,
  caller: Caller,
  { name, inputs }: { name: string; inputs: Taking['inputs'] },
): Promise<{ foreign: Answer; nothing: Answer }[]> {
  const never = inputs(neverIds(), caller.ids)
  const pairs: { foreign: Answer; nothing: Answer }[] = []
  for (const [index, input] of inputs(victimIds, caller.ids).entries()) {
    const like = never[index] as object
    pairs.push({
      foreign: plain(await caller.call(name, input), input),
      nothing: plain(await caller.call(name, like), like),
    })
  }
  return pairs
}

export const neverIds = (): Ids => ({
  conversation: crypto.randomUUID(),
  question: crypto.randomUUID(),
  answer: crypto.randomUUID(),
  generation: crypto.randomUUID(),
  statelessGeneration: crypto.randomUUID(),
  session: crypto.randomUUID(),
  apiKey: crypto.randomUUID(),
  prompt: crypto.randomUUID(),
  document: crypto.randomUUID(),
  personalDocument: crypto.randomUUID(),
  upload: crypto.randomUUID(),
  person: crypto.randomUUID(),
  tenant: 'tenant-nobody',
})

/** An answer may repeat the ids of its question, and nothing else may differ. */
function plain({ status, text }: { status: number; text: string }, input: object): { status: number; text: string } {
  const ids = Object.values(input).filter((value) => typeof value === 'string' && value.length > 8)
  return { status, text: ids.reduce((left, id) => left.replaceAll(String(id), '<id>'), text) }
}

/** A subscription is refused inside its stream. */
export function statusOf({ status, text }: { status: number; text: string }): number {
  const inside = /"httpStatus":(\d+)/.exec(text)?.[1]
  return inside === undefined ? status : Number(inside)
}

import { request } from 'undici'
import { z } from 'zod'

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) })

/**
 * The name under which a server knows a model: its own if it has one of that name, else the first it lists, else the
 * name as it was asked for.
 */
export async function chooseModel(baseUrl: string, wanted: string, signal: AbortSignal): Promise<string> {
  const names = await listModels(baseUrl, signal)
  return names.includes(wanted) ? wanted : (names[0] ?? wanted)
}

/** Empty for a server that keeps no list; the question itself will tell what is wrong with it. */
async function listModels(baseUrl: string, signal: AbortSignal): Promise<string[]> {
  try {
    const { statusCode, body } = await request(`${baseUrl}/models`, { signal })
    const list = ModelList.safeParse(statusCode === 200 ? await body.json() : await body.dump())
    return list.success ? list.data.data.map(({ id }) => id) : []
  } catch (error) {
    if (signal.aborted) throw error
    return []
  }
}

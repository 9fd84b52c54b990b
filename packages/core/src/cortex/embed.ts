import { CortexError } from './cortex-error.ts'
import type { Credentials } from './credentials.ts'
import { isRecord } from './json-shape.ts'
import { type JsonCallDeps, postJson } from './post-json.ts'

export interface EmbedCall {
  credentials: Credentials
  model: string
  /** Of a longer one than MAX_EMBEDDED_CHARACTERS only the beginning is looked at. */
  texts: readonly string[]
  /** What every vector must have; left out, the same as the first. */
  dimensions?: number
  signal?: AbortSignal
}

export interface Embeddings {
  /** One for each text, in their order, all of one length. */
  vectors: Float32Array[]
  /** As Snowflake counted them; 0 where it did not say. */
  totalTokens: number
}

/** snowflake docs: cortex-rest-api, embed: at most 1,280 texts of 4,096 characters. */
export const MAX_EMBEDDED_CHARACTERS = 4_096
/** A vector of 1,024 numbers is some 20 kB of JSON, and an answer is taken in up to 4 MiB. */
export const EMBEDDED_AT_ONCE = 128
/** A batch that takes longer will not come. */
const BATCH_MS = 30_000

/**
 * Vectors of any number of texts, `POST {baseUrl}/inference:embed`, in as many calls as the limits ask for, one after the other.
 *
 * @throws CortexError, `upstream_malformed` for anything but one whole vector for each text; the signal's reason when it was used
 */
export async function embed(deps: JsonCallDeps, call: EmbedCall): Promise<Embeddings> {
  const vectors: Float32Array[] = []
  let totalTokens = 0
  let { dimensions } = call
  for (let start = 0; start < call.texts.length; start += EMBEDDED_AT_ONCE) {
    const texts = call.texts.slice(start, start + EMBEDDED_AT_ONCE).map(beginning)
    const json = await postJson(deps, {
      path: '/inference:embed',
      body: { model: call.model, text: texts },
      credentials: call.credentials,
      signal: call.signal,
      totalMs: Math.min(BATCH_MS, deps.timeouts.totalMs),
    })
    const batch = readVectors(json, texts.length, dimensions)
    dimensions ??= batch[0]?.length
    vectors.push(...batch)
    totalTokens += readTokens(json)
  }
  return { vectors, totalTokens }
}

/** The limit counts characters, of which some are two units long; half of one is none. */
function beginning(text: string): string {
  return text.length <= MAX_EMBEDDED_CHARACTERS ? text : text.slice(0, MAX_EMBEDDED_CHARACTERS).toWellFormed()
}

function readVectors(json: unknown, count: number, dimensions: number | undefined): Float32Array[] {
  if (!isRecord(json) || !Array.isArray(json.data)) throw malformed('no list of vectors')
  if (json.data.length !== count) throw malformed(`${json.data.length} vectors for ${count} texts`)
  const vectors: (Float32Array | undefined)[] = Array.from({ length: count })
  let length = dimensions
  for (const item of json.data as readonly unknown[]) {
    const index = isRecord(item) ? item.index : undefined
    if (!isRecord(item) || typeof index !== 'number' || !(index in vectors) || vectors[index] !== undefined)
      throw malformed('vectors that belong to no text')
    const vector = readVector(item.embedding)
    length ??= vector.length
    if (vector.length !== length) throw malformed(`a vector of ${vector.length} numbers instead of ${length}`)
    vectors[index] = vector
  }
  return vectors.filter((vector) => vector !== undefined)
}

/** It comes as the one entry of a list of its own (snowflake docs: cortex-rest-api, embed); OpenAI's form is bare. */
function readVector(embedding: unknown): Float32Array {
  const numbers: unknown = Array.isArray(embedding) && Array.isArray(embedding[0]) ? embedding[0] : embedding
  const isWhole = Array.isArray(embedding) && (embedding === numbers || embedding.length === 1)
  if (!isWhole || !Array.isArray(numbers) || numbers.length === 0) throw malformed('an embedding that is no vector')
  if (!numbers.every((number) => typeof number === 'number')) throw malformed('a vector that holds more than numbers')
  const vector = Float32Array.from(numbers)
  if (!vector.every(Number.isFinite)) throw malformed('a vector with a number that is none')
  // No angle can be measured to it.
  if (vector.every((number) => number === 0)) throw malformed('a vector without a direction')
  return vector
}

function readTokens(json: unknown): number {
  const usage = isRecord(json) ? json.usage : null
  const tokens = isRecord(usage) ? usage.total_tokens : null
  return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0 ? tokens : 0
}

function malformed(what: string): CortexError {
  return new CortexError(`upstream sent ${what}`, { code: 'upstream_malformed', statusCode: 502 })
}

/** A model that Cortex serves. Names as a REST call gives them; the model object is the name in capitals. */
export interface CatalogModel {
  name: string
  task: 'chat' | 'embed'
  /** PUPR = public preview. A legacy model works for accounts that already use it, so it works here. */
  lifecycle: 'GA' | 'PUPR' | 'LEGACY'
  /** False: reachable by cross-region inference only. */
  inRegion: boolean
  /** Of its vectors; null for a model that makes none. */
  dimensions: number | null
}

const chat = (name: string, inRegion: boolean, lifecycle: CatalogModel['lifecycle'] = 'GA'): CatalogModel => ({
  name,
  task: 'chat',
  lifecycle,
  inRegion,
  dimensions: null,
})
const embed = (name: string, dimensions: number): CatalogModel => ({
  name,
  task: 'embed',
  lifecycle: 'GA',
  inRegion: true,
  dimensions,
})

/** The models of the emulated region, autumn 2026, private previews left out (snowflake docs: cortex-rest-api, embed-api). */
export const modelCatalog: readonly CatalogModel[] = [
  chat('claude-opus-5', false),
  chat('claude-opus-4-8', false),
  chat('claude-opus-4-7', false),
  chat('claude-opus-4-6', false),
  chat('claude-opus-4-5', false),
  chat('claude-sonnet-5', false),
  chat('claude-sonnet-4-6', false),
  chat('claude-sonnet-4-5', false),
  chat('claude-4-sonnet', false),
  chat('claude-haiku-4-5', false),
  chat('openai-gpt-5.4', false, 'PUPR'),
  chat('openai-gpt-5.2', false),
  chat('openai-gpt-5.1', false),
  chat('openai-gpt-5', false),
  chat('openai-gpt-5-mini', false),
  chat('openai-gpt-5-nano', false),
  chat('openai-gpt-5-chat', false),
  chat('openai-gpt-4.1', false),
  chat('llama4-maverick', true),
  chat('llama3.1-8b', true),
  chat('llama3.1-70b', true, 'LEGACY'),
  chat('llama3.1-405b', true),
  chat('snowflake-llama-3.3-70b', true),
  chat('deepseek-r1', true),
  chat('mistral-7b', true),
  chat('mistral-large', true, 'LEGACY'),
  chat('mistral-large2', true, 'LEGACY'),
  embed('snowflake-arctic-embed-m-v1.5', 768),
  embed('snowflake-arctic-embed-m', 768),
  embed('snowflake-arctic-embed-l-v2.0', 1024),
  embed('e5-base-v2', 768),
  embed('nv-embed-qa-4', 1024),
  embed('multilingual-e5-large', 1024),
  embed('voyage-multilingual-2', 1024),
]

const byObjectName = new Map(modelCatalog.map((model) => [model.name.toUpperCase(), model]))

/** The catalog's entry for a model object (`CLAUDE-4-SONNET`). */
export function findCatalogModel(objectName: string): CatalogModel | undefined {
  return byObjectName.get(objectName)
}

/** @throws Error for a model that makes no vectors: whoever asks has checked that it does */
export function embeddingDimensions(bareName: string): number {
  const dimensions = findCatalogModel(bareName.toUpperCase())?.dimensions
  if (dimensions === null || dimensions === undefined) throw new Error(`${bareName} makes no vectors`)
  return dimensions
}

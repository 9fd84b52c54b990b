import type { ModelFamily } from '../model-family.ts'
import { claudeDialect } from './claude-dialect.ts'
import type { Dialect } from './dialect.ts'
import { openaiDialect } from './openai-dialect.ts'
import { otherDialect } from './other-dialect.ts'

const DIALECTS: Record<ModelFamily, Dialect> = { openai: openaiDialect, claude: claudeDialect, other: otherDialect }

export function dialectFor(family: ModelFamily): Dialect {
  return DIALECTS[family]
}
